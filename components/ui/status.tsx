import type { ReactNode } from "react";
import { cn } from "./cn";
import { type Tone, toneTextStyles } from "./tone";
import { ToneIcon } from "./tone-icon";

type StatusProps = {
  tone: Tone;
  /** Instead of the tone's own icon. */
  icon?: ReactNode;
  /** More about it, on hover and for screen readers, for example why and since when. */
  detail?: string | undefined;
  className?: string | undefined;
  children: ReactNode;
};

/** A state in a table row: coloured icon and plain word, without a box, so that a hundred of them stay calm. */
export function Status({ tone, icon, detail, className, children }: StatusProps) {
  return (
    <span
      title={detail}
      className={cn(
        `inline-flex max-w-full items-center gap-1.5 [&_svg]:size-3.5 [&_svg]:shrink-0 ${tone === "neutral" ? "text-text-muted" : "text-text"}`,
        className,
      )}
    >
      <span className={`grid shrink-0 place-items-center ${toneTextStyles[tone]}`}>
        {icon === undefined ? <ToneIcon tone={tone} /> : icon}
      </span>
      <span className="truncate">{children}</span>
      {detail === undefined ? null : <span className="sr-only">: {detail}</span>}
    </span>
  );
}
