import type { ConnectionDraftSummary } from "@/lib/contracts/connection-drafts";

const parts = [
  ["stored", "connected"],
  ["failed", "failed"],
  ["checking", "being checked"],
  ["ready", "ready"],
] as const;

/** "25 connected, 5 failed"; what there is none of is left out. */
export const countWords = (counts: ConnectionDraftSummary["counts"]): string =>
  parts
    .filter(([state]) => counts[state] > 0)
    .map(([state, word]) => `${counts[state].toLocaleString("en")} ${word}`)
    .join(", ");
