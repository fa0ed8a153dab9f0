import { goneWords } from "@/components/data-table/count-of";
import type { RevocationDetail } from "@/lib/contracts/revocations";
import { numberWord } from "./tokens-word";

/** How what Qlik lists now differs from the number that the list showed; empty when it does not. */
export function changedWords(
  count: number,
  { counts, problems }: Pick<RevocationDetail, "counts" | "problems">,
): string {
  const gone = problems.reduce(
    (sum, { cause, tokens }) => (cause === "already-gone" ? sum + tokens : sum),
    0,
  );
  const found = counts.total + counts.leftOut - gone;
  if (found < count) return `${goneWords(count - found, count)}.`;
  if (found === count) return "";
  const more = found - count;
  return `${numberWord(more)} more ${more === 1 ? "is" : "are"} at Qlik than the list showed.`;
}
