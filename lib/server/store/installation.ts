import "server-only";
import type { KeyPurpose, WrappedDataKey } from "../vault/keyring";
import type { Database } from "./database";
import type { DataKey as DataKeyRow } from "./generated/client";
import { isTaken } from "./taken";

/** The installation's identity and its wrapped data keys, oldest first. */
export function createInstallationStore(db: Database) {
  return {
    async id(): Promise<string | undefined> {
      return (await db.installation.findFirst())?.id;
    },
    async create(id: string, firstKey: WrappedDataKey): Promise<void> {
      await db.installation.create({ data: { id } });
      await db.dataKey.create({ data: firstKey });
    },
    /** Of every purpose, retired ones too: an older backup may still need them. */
    async dataKeys(): Promise<WrappedDataKey[]> {
      const rows = await db.dataKey.findMany({ orderBy: [{ createdAt: "asc" }, { id: "asc" }] });
      return rows.map(toWrapped);
    },
    /** False when there is a key of this id already, whoever made it. Never inside a transaction. */
    async addKeyOnce(key: WrappedDataKey): Promise<boolean> {
      return db.dataKey.create({ data: key }).then(
        () => true,
        (error: unknown) => {
          if (isTaken(error)) return false;
          throw error;
        },
      );
    },
    async rewrap({ id, wrapped, rootKeyId }: WrappedDataKey): Promise<void> {
      await db.dataKey.update({ where: { id }, data: { wrapped, rootKeyId } });
    },
  };
}

const purposeOf = (word: string): KeyPurpose => (word === "audit" ? "audit" : "secrets");

const toWrapped = ({ id, purpose, wrapped, rootKeyId }: DataKeyRow): WrappedDataKey => ({
  id,
  purpose: purposeOf(purpose),
  wrapped,
  rootKeyId,
});
