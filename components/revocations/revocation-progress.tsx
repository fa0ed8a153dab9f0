"use client";

import { Progress } from "radix-ui";
import { Announce } from "@/components/ui/announce";
import { Card } from "@/components/ui/card";
import { cn } from "@/components/ui/cn";
import { Status } from "@/components/ui/status";
import type { Tone } from "@/components/ui/tone";
import type { Revocation, RevocationCounts } from "@/lib/contracts/revocations";
import { durationWords } from "./duration-words";
import { RevocationStatus } from "./revocation-status";
import { numberWord, tokensWord } from "./tokens-word";

/** How far it has come: bar, counts, time left. Screen readers hear each state, not each token. */
export function RevocationProgress({
  revocation,
  actions,
}: {
  revocation: Revocation;
  actions: React.ReactNode;
}) {
  const { counts, state, secondsLeft } = revocation;
  const done = counts.total - counts.pending;
  return (
    <Card
      title={<RevocationStatus revocation={revocation} />}
      description={
        state === "running" && secondsLeft !== null
          ? `${durationWords(secondsLeft)} left by Qlik's rate limit`
          : `${numberWord(done)} of ${tokensWord(counts.total)} done`
      }
      actions={actions}
    >
      <Progress.Root
        value={done}
        max={Math.max(counts.total, 1)}
        aria-label="Tokens done"
        getValueLabel={() => `${numberWord(done)} of ${tokensWord(counts.total)}`}
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
          <li className="text-text-muted">{numberWord(counts.pending)} still to do</li>
        ) : null}
      </ul>
      <Announce>{announcement(revocation)}</Announce>
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

function announcement({ state, counts }: Revocation): string {
  if (state === "running") return "The revocation is running.";
  if (state === "paused") return "The revocation is paused.";
  const result = `${counts.revoked} revoked, ${counts.alreadyGone} already gone, ${counts.failed} failed`;
  return state === "cancelled"
    ? `The rest was cancelled: ${result}.`
    : `The revocation has finished: ${result}.`;
}
