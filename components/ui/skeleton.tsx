import { cn } from "./cn";

/** Holds the place of something that is being read, in its final size. Silent for screen readers. */
export function Skeleton({ size }: { size: string }) {
  return (
    <span
      aria-hidden="true"
      className={cn("block animate-pulse rounded-sm bg-line forced-colors:border", size)}
    />
  );
}
