"use client";

import { Progress } from "radix-ui";
import { Announce } from "@/components/ui/announce";
import { BidiText } from "@/components/ui/bidi-text";
import { Card } from "@/components/ui/card";
import { cn } from "@/components/ui/cn";
import { Status } from "@/components/ui/status";
import type { Tone } from "@/components/ui/tone";
import type { Revocation, RevocationCounts } from "@/lib/contracts/revocations";
import { announcementOf, progressWords, resultWords } from "./progress-words";
import { RevocationStatus } from "./revocation-status";
import { numberWord } from "./tokens-word";

/** How far it has come: bar, counts, time left. Screen readers hear each state, not each token. */
export function RevocationProgress({
  revocation,
  actions,
}: {
  revocation: Revocation;
  actions: React.ReactNode;
}) {
  const { counts } = revocation;
  const words = progressWords(revocation);
  return (
    <Card
      title={<RevocationStatus revocation={revocation} />}
      description={<BidiText wrap>{words}</BidiText>}
      actions={actions}
    >
      <Progress.Root
        value={counts.revoked}
        max={Math.max(counts.total, 1)}
        aria-label="Tokens revoked"
        getValueLabel={() => resultWords(counts)}
        className="flex h-2 overflow-hidden rounded-full bg-surface-sunken"
      >
        {parts.map(({ count, bar }) => (
          <Progress.Indicator
            key={count}
            className={cn("h-full motion-safe:transition-[width]", bar)}
            style={{ width: `${(100 * counts[count]) / Math.max(counts.total, 1)}%` }}
          />
        ))}
      </Progress.Root>
      <ul className="mt-3 flex flex-wrap gap-x-5 gap-y-1.5 text-sm">
        {parts
          .filter(({ count, always }) => always || counts[count] > 0)
          .map(({ count, tone, word }) => (
            <li key={count}>
              <Status tone={counts[count] > 0 ? tone : "neutral"}>
                {numberWord(counts[count])} {word}
              </Status>
            </li>
          ))}
        {counts.pending > 0 ? (
          <li className="text-text-muted">
            {numberWord(counts.pending)} still to do
            {counts.underWay > 0 ? `, ${numberWord(counts.underWay)} of them sent` : null}
          </li>
        ) : null}
      </ul>
      <Announce>{announcementOf(revocation)}</Announce>
    </Card>
  );
}

const parts: readonly {
  count: Exclude<keyof RevocationCounts, "total" | "leftOut" | "pending">;
  tone: Tone;
  bar: string;
  word: string;
  always: boolean;
}[] = [
  { count: "revoked", tone: "success", bar: "bg-success", word: "revoked", always: true },
  { count: "alreadyGone", tone: "neutral", bar: "bg-text-faint", word: "already gone", always: true },
  { count: "failed", tone: "danger", bar: "bg-danger", word: "failed", always: true },
  { count: "unknown", tone: "warning", bar: "bg-warning", word: "not known", always: false },
  { count: "cancelled", tone: "neutral", bar: "bg-line-strong", word: "cancelled", always: false },
];
