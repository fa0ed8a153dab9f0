import { cn } from "./cn";

const all =
  "relative inline-flex shrink-0 select-none items-center justify-center gap-1.5 whitespace-nowrap border font-medium transition-colors duration-100 aria-busy:cursor-progress not-aria-busy:aria-disabled:cursor-not-allowed not-aria-busy:aria-disabled:opacity-55 [&_svg]:shrink-0";

const variants = {
  primary: "border-transparent bg-accent text-on-accent shadow-raised hover:bg-accent-strong",
  secondary:
    "border-line-strong bg-surface-raised text-text shadow-raised hover:bg-surface-hover data-[state=open]:bg-surface-hover",
  ghost:
    "border-transparent text-text-muted hover:bg-surface-sunken hover:text-text data-[state=open]:bg-surface-sunken data-[state=open]:text-text",
  danger: "border-transparent bg-danger-fill text-on-danger shadow-raised hover:bg-danger-strong",
  "danger-ghost": "border-transparent text-danger hover:bg-danger-soft",
} as const;

const sizes = {
  sm: "h-7 rounded-md px-2 text-sm touch:h-9 touch:after:absolute touch:after:inset-x-0 touch:after:-inset-y-1.5 [&_svg]:size-3.5",
  md: "h-8 rounded-md px-3 text-sm touch:h-11 [&_svg]:size-4",
  lg: "h-10 rounded-md px-4 text-base touch:h-11 [&_svg]:size-4",
  icon: "size-8 rounded-md touch:size-11 [&_svg]:size-4",
  round: "size-8 rounded-full touch:size-11 [&_svg]:size-4",
  "icon-sm": "size-7 rounded-md touch:size-9 touch:after:absolute touch:after:-inset-1.5 [&_svg]:size-3.5",
} as const;

export type ButtonLook = {
  variant?: keyof typeof variants | undefined;
  size?: keyof typeof sizes | undefined;
};

/** The look of a button, shared by buttons and by links that look like one. */
export const buttonStyles = ({ variant = "secondary", size = "md" }: ButtonLook): string =>
  cn(all, variants[variant], sizes[size]);
