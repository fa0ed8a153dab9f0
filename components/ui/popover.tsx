"use client";

import { Popover as RadixPopover } from "radix-ui";
import type { ReactNode } from "react";
import { cn } from "./cn";
import { floatingStyles } from "./floating-styles";

/** More room than a tooltip, and it may hold controls. `label` names it for screen readers. */
export function Popover({
  trigger,
  label,
  align = "start",
  className,
  children,
}: {
  trigger: ReactNode;
  label: string;
  align?: "start" | "center" | "end" | undefined;
  className?: string | undefined;
  children: ReactNode;
}) {
  return (
    <RadixPopover.Root>
      <RadixPopover.Trigger asChild>{trigger}</RadixPopover.Trigger>
      <RadixPopover.Portal>
        <RadixPopover.Content
          aria-label={label}
          align={align}
          sideOffset={4}
          collisionPadding={8}
          className={cn(floatingStyles, "max-w-[calc(100vw-1rem)] p-3 text-sm outline-none", className)}
        >
          {children}
        </RadixPopover.Content>
      </RadixPopover.Portal>
    </RadixPopover.Root>
  );
}
