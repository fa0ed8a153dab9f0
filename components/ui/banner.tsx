import type { ReactNode } from "react";
import { cn } from "./cn";
import { type Tone, toneSoftStyles, toneTextStyles } from "./tone";
import { ToneIcon } from "./tone-icon";

/** A row across the whole width for what must not be missed on any page. */
export function Banner({ tone, children, action }: { tone: Tone; children: ReactNode; action?: ReactNode }) {
  return (
    <div
      className={cn(
        "flex min-h-9 flex-wrap items-center gap-x-3 gap-y-1 border-b px-4 py-1.5 text-sm",
        toneSoftStyles[tone],
      )}
    >
      <ToneIcon
        tone={tone === "neutral" ? "info" : tone}
        className={cn("size-4 shrink-0", toneTextStyles[tone])}
      />
      <div className="min-w-0 flex-1 basis-60">{children}</div>
      {action}
    </div>
  );
}
