import type { ReactNode } from "react";
import { cn } from "./cn";
import { type Tone, toneSoftStyles, toneTextStyles } from "./tone";
import { ToneIcon } from "./tone-icon";

type NoticeProps = {
  tone: Tone;
  title?: ReactNode;
  children?: ReactNode;
  actions?: ReactNode;
  /** It appears as an answer to what somebody did: screen readers say it at once. */
  announce?: boolean | undefined;
  className?: string | undefined;
};

/** A message in the flow of a page: what happened, what it means, what to do. */
export function Notice({ tone, title, children, actions, announce = false, className }: NoticeProps) {
  return (
    <div
      {...(announce ? { role: tone === "danger" ? "alert" : "status" } : {})}
      className={cn("flex gap-2.5 rounded-lg border px-3 py-2.5 text-sm", toneSoftStyles[tone], className)}
    >
      <ToneIcon
        tone={tone === "neutral" ? "info" : tone}
        className={cn("mt-0.5 size-4 shrink-0", toneTextStyles[tone])}
      />
      <div className="flex min-w-0 flex-1 flex-wrap items-start justify-between gap-x-4 gap-y-2">
        <div className="min-w-0 flex-1 basis-60">
          {title === undefined ? null : <p className="font-medium">{title}</p>}
          {children === undefined ? null : (
            <div className={cn("break-words", title !== undefined && "mt-0.5 text-text-muted")}>
              {children}
            </div>
          )}
        </div>
        {actions === undefined ? null : <div className="flex flex-wrap items-center gap-2">{actions}</div>}
      </div>
    </div>
  );
}
