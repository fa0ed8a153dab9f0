"use client";

import { Check, Minus } from "lucide-react";
import { Checkbox as RadixCheckbox } from "radix-ui";
import { type ComponentProps, type ReactNode, useId } from "react";
import { cn } from "./cn";

type CheckboxProps = Omit<ComponentProps<typeof RadixCheckbox.Root>, "children"> & {
  /** Beside the box and part of what can be clicked. Without it give an aria-label. */
  label?: ReactNode;
};

/** A box to tick; "indeterminate" shows a dash. */
export function Checkbox({ label, className, id, ...rest }: CheckboxProps) {
  const ownId = useId();
  const boxId = id ?? ownId;
  const box = (
    <RadixCheckbox.Root
      {...rest}
      id={boxId}
      className={cn(
        "group grid size-4 shrink-0 place-items-center rounded-sm border border-line-control bg-surface-raised text-on-accent hover:border-text-muted disabled:cursor-not-allowed disabled:opacity-55 aria-invalid:border-danger data-[state=checked]:border-accent data-[state=indeterminate]:border-accent data-[state=checked]:bg-accent data-[state=indeterminate]:bg-accent",
        className,
      )}
    >
      <RadixCheckbox.Indicator>
        <Check
          aria-hidden="true"
          strokeWidth={3}
          className="size-3 group-data-[state=indeterminate]:hidden"
        />
        <Minus
          aria-hidden="true"
          strokeWidth={3}
          className="hidden size-3 group-data-[state=indeterminate]:block"
        />
      </RadixCheckbox.Indicator>
    </RadixCheckbox.Root>
  );
  if (label === undefined) return box;
  return (
    <span className="flex items-start gap-2 text-sm">
      <span className="flex h-5 items-center">{box}</span>
      <label htmlFor={boxId}>{label}</label>
    </span>
  );
}
