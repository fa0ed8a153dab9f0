"use client";

import { ContextMenu as RadixMenu } from "radix-ui";
import type { ComponentProps, ReactElement, ReactNode } from "react";
import { cn } from "./cn";
import { floatingStyles, menuItemStyles } from "./floating-styles";

/** A menu at the pointer: right click, a long touch, or Shift+F10 on what it belongs to. */
export function ContextMenu({ target, children }: { target: ReactElement; children: ReactNode }) {
  return (
    <RadixMenu.Root modal={false}>
      <RadixMenu.Trigger asChild>{target}</RadixMenu.Trigger>
      <RadixMenu.Portal>
        <RadixMenu.Content collisionPadding={8} className={cn(floatingStyles, "min-w-44 max-w-80")}>
          {children}
        </RadixMenu.Content>
      </RadixMenu.Portal>
    </RadixMenu.Root>
  );
}

export function ContextMenuItem({ className, ...rest }: ComponentProps<typeof RadixMenu.Item>) {
  return <RadixMenu.Item {...rest} className={cn(menuItemStyles, className)} />;
}

export function ContextMenuSeparator() {
  return <RadixMenu.Separator className="-mx-1 my-1 h-px bg-line" />;
}
