"use client";

import { X } from "lucide-react";
import { Dialog as RadixDialog } from "radix-ui";
import type { ReactNode } from "react";
import { Button } from "./button";
import { concealingStyles, overlayStyles } from "./dialog-styles";
import { useFocusReturn } from "./use-focus-return";

interface DialogWindowProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  /** Whether there is a `DialogDescription` in it. */
  readonly described?: boolean;
  /** Whether a click beside it closes it: not where something typed would be lost. */
  readonly closesBeside?: boolean;
  /** What stands over a page that nobody may read now: nothing closes it but its end. */
  readonly conceals?: boolean;
  readonly className: string;
  /** With a `DialogTitle`. */
  readonly children: ReactNode;
}

/**
 * What stands over the page: dialogs, drawers, the palette. It keeps the focus until Escape, or mostly a click
 * beside it, closes it, and gives it back then.
 */
export function DialogWindow({
  open,
  onOpenChange,
  described = false,
  closesBeside = true,
  conceals = false,
  className,
  children,
}: DialogWindowProps) {
  const focusReturn = useFocusReturn();
  return (
    <RadixDialog.Root open={open} onOpenChange={onOpenChange}>
      <RadixDialog.Portal>
        <RadixDialog.Overlay
          data-conceals={conceals || undefined}
          className={conceals ? concealingStyles : overlayStyles}
        />
        <RadixDialog.Content
          {...focusReturn}
          data-conceals={conceals || undefined}
          {...(described ? {} : { "aria-describedby": undefined })}
          onInteractOutside={(event) => {
            if (!closesBeside) event.preventDefault();
          }}
          className={className}
        >
          {children}
        </RadixDialog.Content>
      </RadixDialog.Portal>
    </RadixDialog.Root>
  );
}

export const DialogTitle = RadixDialog.Title;
export const DialogDescription = RadixDialog.Description;

/** Closes it by whatever button is in it. */
export const DialogCloses = RadixDialog.Close;

export function DialogClose({ label = "Close" }: { label?: string }) {
  return (
    <DialogCloses asChild>
      <Button variant="ghost" size="icon" aria-label={label}>
        <X aria-hidden="true" />
      </Button>
    </DialogCloses>
  );
}
