import { Circle, CircleCheck, CircleMinus, CircleX } from "lucide-react";
import type { ReactNode } from "react";
import { Announce } from "./announce";
import { cn } from "./cn";
import { Spinner } from "./spinner";

export type StepState = "pending" | "running" | "passed" | "failed" | "skipped";

export type Step = {
  id: string;
  label: string;
  state: StepState;
  /** What was seen: what a step that passed found, or why one failed. */
  message?: ReactNode;
  /** What to do about it, below the message of a failed step. */
  advice?: ReactNode;
};

const words: Record<StepState, string> = {
  pending: "not yet",
  running: "running",
  passed: "passed",
  failed: "failed",
  skipped: "skipped",
};

const icons: Record<StepState, ReactNode> = {
  pending: <Circle aria-hidden="true" className="size-4 text-line-control" />,
  running: <Spinner className="text-accent-text" />,
  passed: <CircleCheck aria-hidden="true" className="size-4 text-success" />,
  failed: <CircleX aria-hidden="true" className="size-4 text-danger" />,
  skipped: <CircleMinus aria-hidden="true" className="size-4 text-text-faint" />,
};

/** What ended last. */
function spoken(steps: readonly Step[]): string {
  const ended = steps.filter(({ state }) => state === "passed" || state === "failed").at(-1);
  return ended ? `${ended.label}: ${words[ended.state]}` : "";
}

/** The steps of a check as they pass; the one that fails explains itself. Screen readers hear each that ends. */
export function Steps({ label, steps }: { label: string; steps: readonly Step[] }) {
  return (
    <>
      <Announce>{spoken(steps)}</Announce>
      <ol aria-label={label} className="flex flex-col gap-0.5 text-sm">
        {steps.map((step) => (
          <li
            key={step.id}
            className={cn(
              "grid grid-cols-[1rem_minmax(0,1fr)] gap-x-2.5 rounded-md px-2.5 py-2",
              step.state === "failed" && "bg-danger-soft",
            )}
          >
            <span className="grid h-5 place-items-center">{icons[step.state]}</span>
            <div className="min-w-0">
              <p
                className={cn(
                  step.state === "pending" || step.state === "skipped" ? "text-text-muted" : "text-text",
                  step.state === "failed" && "font-medium",
                )}
              >
                {step.label}
                <span
                  className={
                    step.state === "failed" || step.state === "skipped" ? "text-text-muted" : "sr-only"
                  }
                >
                  {" · "}
                  {words[step.state]}
                </span>
              </p>
              {step.message === undefined ? null : (
                <div
                  className={cn(
                    "mt-0.5 break-words",
                    step.state === "failed" ? "text-text" : "text-text-muted",
                  )}
                >
                  {step.message}
                </div>
              )}
              {step.state === "failed" && step.advice !== undefined ? (
                <div className="mt-1 text-text-muted">{step.advice}</div>
              ) : null}
            </div>
          </li>
        ))}
      </ol>
    </>
  );
}
