"use client";

import { Check, Minus } from "lucide-react";
import { type ComponentProps, useEffect, useRef } from "react";
import { cn } from "./cn";

/** A box to tick: a native one, so that it is what everybody expects. */
export function Checkbox({
  indeterminate = false,
  className,
  ...rest
}: Omit<ComponentProps<"input">, "type" | "ref"> & {
  /** Neither ticked nor not: some of what it stands for. */
  indeterminate?: boolean | undefined;
}) {
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (box.current) box.current.indeterminate = indeterminate;
  }, [indeterminate]);
  return (
    <span className={cn("relative inline-grid size-4 shrink-0", className)}>
      <input
        {...rest}
        ref={box}
        type="checkbox"
        className="peer relative col-start-1 row-start-1 size-4 cursor-pointer touch:after:absolute touch:after:-inset-4 appearance-none rounded-sm border border-line-control bg-surface-raised checked:border-accent checked:bg-accent indeterminate:border-accent indeterminate:bg-accent"
      />
      <Check
        aria-hidden="true"
        strokeWidth={3}
        className="pointer-events-none relative col-start-1 row-start-1 hidden size-3 place-self-center text-on-accent peer-checked:block peer-indeterminate:hidden"
      />
      <Minus
        aria-hidden="true"
        strokeWidth={3}
        className="pointer-events-none relative col-start-1 row-start-1 hidden size-3 place-self-center text-on-accent peer-indeterminate:block"
      />
    </span>
  );
}
