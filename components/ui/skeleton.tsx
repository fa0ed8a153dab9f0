import { cn } from "./cn";

/** Holds the place of something that is being read; give it the final size. Silent for screen readers. */
export function Skeleton({ className }: { className?: string | undefined }) {
  return (
    <span
      aria-hidden="true"
      className={cn("block h-3 w-full animate-pulse rounded-sm bg-line forced-colors:border", className)}
    />
  );
}
