import { LoaderCircle } from "lucide-react";
import { cn } from "./cn";

/** Decoration beside words that say what runs; give it a label where there are no such words. */
export function Spinner({
  label,
  className,
}: {
  label?: string | undefined;
  className?: string | undefined;
}) {
  return (
    <>
      <LoaderCircle aria-hidden="true" className={cn("size-4 animate-spin", className)} />
      {label === undefined ? null : <span className="sr-only">{label}</span>}
    </>
  );
}
