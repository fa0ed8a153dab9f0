import "server-only";
import type { ChainReport } from "@/lib/contracts/audit-chain";

/** What was found, and at which entry. */
type Finding = Pick<ChainReport, "verdict" | "message"> & { readonly at: number | null };

/** Thrown where the walk along the chain ends; only verifying throws and catches it. */
export class Found extends Error {
  constructor(readonly finding: Finding) {
    super(finding.message);
  }
}

export const broken = (at: number, message: string) => new Found({ verdict: "broken", at, message });

export const NO_SUCH_ENTRIES = "The log has no such entries, so nothing was verified.";

export const NOT_PROVEN =
  "But nothing outside of the database says where the log begins and ends: the file keys/installation.json is not there, or was made anew. " +
  "Entries may have been taken away at its end, or all of them. Verify with an anchor that was kept elsewhere.";

export const NOT_PROVEN_AFTER =
  "The file keys/installation.json is not there, or was made anew, so nothing shows whether entries after the anchor were cut off.";

export const wholeWords = (entries: number, first: number, end: number) =>
  entries === 0
    ? "There are no entries to verify."
    : `All ${entries.toLocaleString("en")} entries from ${first} to ${end} are as they were written.`;

export const withoutMac = (at: number) =>
  broken(at, `Entry ${at} has no mac: something else than the console added it, or took the mac away.`);

export const otherThanAnchor = (sequence: number) =>
  broken(sequence, `Entry ${sequence} is another than the anchor says: the log was written anew.`);

export function cutOff(expected: number, end: number, inside: boolean): Found {
  if (inside) return broken(expected, `Entries ${expected} to ${end} were taken out.`);
  return new Found({
    verdict: "cut-off",
    at: expected,
    message: `The log was cut off: it ended at entry ${end}, and ${end - expected + 1} at its end are gone.`,
  });
}
