import type { ReactNode } from "react";
import { cn } from "./cn";

export type DescriptionItem = { label: string; value: ReactNode };

/** Labels and their values. */
export function DescriptionList({
  items,
  className,
}: {
  items: readonly DescriptionItem[];
  className?: string | undefined;
}) {
  return (
    <dl className={cn("flex flex-col divide-y text-sm", className)}>
      {items.map((item) => (
        <div
          key={item.label}
          className="grid gap-x-4 gap-y-0.5 py-2 first:pt-0 last:pb-0 sm:grid-cols-[11rem_minmax(0,1fr)]"
        >
          <dt className="text-text-muted sm:py-0.5">{item.label}</dt>
          <dd className="min-w-0 break-words sm:py-0.5">{item.value}</dd>
        </div>
      ))}
    </dl>
  );
}
