import "server-only";
import type { PlaceDoubt, Witness } from "../vault/witness-file";

/** Why it is asked which installation this is. */
export const doubtInWords: Record<PlaceDoubt, string> = {
  "witness-missing":
    "The file keys/installation.json, in which this console keeps what it knows of its database, is missing: the database may have been copied from another machine.",
  behind:
    "The database is older than this console left it: another one was put in its place, or its latest changes were lost.",
  moved: "The database is not in the place where this console left it: it may be a copy.",
  restored: "The database was restored from a backup.",
};

export const lossInWords = ({ sequence, mac, after }: NonNullable<Witness["lost"]>): string =>
  `The end of the audit log was cut off: it was known until entry ${sequence} (${mac}), and what followed entry ${after} is gone.`;
