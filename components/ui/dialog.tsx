"use client";

import { Dialog as RadixDialog } from "radix-ui";
import type { ReactNode } from "react";
import { cn } from "./cn";
import { dialogPanelStyles, overlayStyles } from "./dialog-styles";
import { useFocusReturn } from "./use-focus-return";

/** A window over the page for a small form. Escape and a click beside it close it. */
export function Dialog({
  open,
  onOpenChange,
  title,
  description,
  children,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  description?: ReactNode;
  children: ReactNode;
}) {
  const focusReturn = useFocusReturn();
  return (
    <RadixDialog.Root open={open} onOpenChange={onOpenChange}>
      <RadixDialog.Portal>
        <RadixDialog.Overlay className={overlayStyles} />
        <RadixDialog.Content
          {...focusReturn}
          {...(description === undefined ? { "aria-describedby": undefined } : {})}
          className={cn(dialogPanelStyles, "max-w-md")}
        >
          <RadixDialog.Title className="px-5 pt-5 font-semibold text-lg">{title}</RadixDialog.Title>
          {description === undefined ? null : (
            <RadixDialog.Description className="px-5 pt-1 text-sm text-text-muted">
              {description}
            </RadixDialog.Description>
          )}
          {children}
        </RadixDialog.Content>
      </RadixDialog.Portal>
    </RadixDialog.Root>
  );
}
