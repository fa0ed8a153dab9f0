import type { ReactNode } from "react";
import { cn } from "./cn";
import { type Tone, toneSoftStyles, toneTextStyles } from "./tone";
import { ToneIcon } from "./tone-icon";

type BadgeProps = {
  tone?: Tone | undefined;
  /** Instead of the tone's own icon; null for none. */
  icon?: ReactNode;
  title?: string | undefined;
  className?: string | undefined;
  children: ReactNode;
};

/** A word with its colour and icon in a small box. */
export function Badge({ tone = "neutral", icon, title, className, children }: BadgeProps) {
  return (
    <span
      title={title}
      className={cn(
        `inline-flex h-5.5 max-w-full items-center gap-1 rounded-sm border px-1.5 font-medium text-xs [&_svg]:size-3 [&_svg]:shrink-0 ${toneSoftStyles[tone]} ${toneTextStyles[tone]}`,
        className,
      )}
    >
      {icon === undefined ? <ToneIcon tone={tone} /> : icon}
      <span className="truncate">{children}</span>
    </span>
  );
}
