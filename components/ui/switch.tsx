"use client";

import { Switch as RadixSwitch } from "radix-ui";
import type { ComponentProps } from "react";
import { cn } from "./cn";

/** On or off, at once. Needs a label (`htmlFor`) or an aria-label. */
export function Switch({ className, ...rest }: Omit<ComponentProps<typeof RadixSwitch.Root>, "children">) {
  return (
    <RadixSwitch.Root
      {...rest}
      className={cn(
        "inline-flex h-5 w-9 shrink-0 items-center rounded-full border border-line-control bg-surface-sunken px-0.5 transition-colors duration-100 disabled:cursor-not-allowed disabled:opacity-55 data-[state=checked]:border-accent data-[state=checked]:bg-accent",
        className,
      )}
    >
      <RadixSwitch.Thumb className="block size-3.5 rounded-full bg-line-control transition-transform duration-100 data-[state=checked]:translate-x-4 data-[state=checked]:bg-on-accent" />
    </RadixSwitch.Root>
  );
}
