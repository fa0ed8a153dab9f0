"use client";

import { Progress } from "radix-ui";
import { Announce } from "@/components/ui/announce";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Status } from "@/components/ui/status";
import type { Checks } from "./use-credential-checks";

interface ChecksProgressProps {
  readonly checks: Checks;
  readonly onStop: () => void;
  readonly onDismiss: () => void;
}

const number = (count: number) => count.toLocaleString("en");
const parts = [
  { count: "works", bar: "bg-success", tone: "success", words: "work" },
  { count: "failing", bar: "bg-danger", tone: "danger", words: "failing" },
  { count: "skipped", bar: "bg-warning", tone: "warning", words: "could not be checked" },
] as const;

/** How far checking many has come, and how it ended. */
export function ChecksProgress({ checks, onStop, onDismiss }: ChecksProgressProps) {
  const { state, total, works, failing, skipped } = checks;
  const done = works + failing + skipped;
  const left = state === "running" ? 0 : total - done;
  const title =
    state === "running"
      ? total === 0
        ? "Checking…"
        : `Checking: ${number(done)} of ${number(total)}`
      : state === "stopped"
        ? `Stopped after ${number(done)} of ${number(total)}`
        : total === 1
          ? "1 credential checked"
          : `${number(done)} credentials checked`;
  return (
    <Card
      title={title}
      actions={
        state === "running" ? (
          <Button size="sm" onClick={onStop}>
            Stop
          </Button>
        ) : (
          <Button size="sm" variant="ghost" onClick={onDismiss}>
            Close
          </Button>
        )
      }
    >
      <Progress.Root
        value={done}
        max={Math.max(total, 1)}
        aria-label="Credentials checked"
        getValueLabel={() => `${number(done)} of ${number(total)}`}
        className="flex h-2 overflow-hidden rounded-full bg-surface-sunken"
      >
        {parts.map(({ count, bar }) => (
          <Progress.Indicator
            key={count}
            className={`h-full motion-safe:transition-[width] ${bar}`}
            style={{ width: `${(100 * checks[count]) / Math.max(total, 1)}%` }}
          />
        ))}
      </Progress.Root>
      <ul className="mt-3 flex flex-wrap gap-x-5 gap-y-1.5 text-sm">
        {parts
          .filter(({ count }) => count !== "skipped" || checks.skipped > 0)
          .map(({ count, tone, words }) => (
            <li key={count}>
              <Status tone={checks[count] > 0 ? tone : "neutral"}>
                {number(checks[count])} {words}
              </Status>
            </li>
          ))}
        {left > 0 ? <li className="text-text-muted">{number(left)} not checked</li> : null}
      </ul>
      <Announce>
        {state === "running"
          ? "The credentials are being checked."
          : `${title}: ${works} work, ${failing} failing${left > 0 ? `, ${left} not checked` : ""}.`}
      </Announce>
    </Card>
  );
}
