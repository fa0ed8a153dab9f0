import type { Tone } from "@/components/ui/tone";
import type { AuditEvent, AuditOutcome } from "@/lib/contracts/audit-events";
import type { RevocationCounts } from "@/lib/contracts/revocations";

export const outcomeWords: Record<AuditOutcome, { tone: Tone; word: string }> = {
  succeeded: { tone: "success", word: "Succeeded" },
  "already-gone": { tone: "neutral", word: "Already gone" },
  failed: { tone: "danger", word: "Failed" },
  unknown: { tone: "warning", word: "Not known" },
};

/** "598 of 600 revoked, 2 failed": what has become of the tokens of a revocation until now. */
export function tokensWords({ total, revoked, ...others }: RevocationCounts): string {
  const more = [
    [others.alreadyGone, "already gone"],
    [others.failed, "failed"],
    [others.unknown, "not known"],
    [others.pending, "to be revoked"],
    [others.cancelled, "cancelled"],
    [others.leftOut, "left out"],
  ] as const;
  return [
    `${revoked} of ${total} revoked`,
    ...more.flatMap(([count, word]) => (count > 0 ? `${count} ${word}` : [])),
  ].join(", ");
}

/** How an act has ended; one on many tokens as the worst of them has. */
export function endOf({ outcome, tokens }: AuditEvent): { tone: Tone; word: string } {
  if (outcome !== "succeeded" || !tokens) return outcomeWords[outcome];
  if (tokens.failed > 0) return { tone: "danger", word: `${tokens.failed} failed` };
  if (tokens.unknown > 0) return { tone: "warning", word: `${tokens.unknown} not known` };
  if (tokens.pending > 0) return { tone: "neutral", word: `${tokens.pending} to go` };
  return tokens.cancelled > 0
    ? { tone: "neutral", word: `${tokens.cancelled} cancelled` }
    : outcomeWords.succeeded;
}
