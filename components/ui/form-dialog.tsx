"use client";

import { Dialog as RadixDialog } from "radix-ui";
import type { ReactNode, SubmitEventHandler } from "react";
import { Button } from "./button";
import { cn } from "./cn";
import { dialogFootStyles, dialogPanelStyles, overlayStyles } from "./dialog-styles";
import { useFocusReturn } from "./use-focus-return";

type FormDialogProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  description?: ReactNode;
  /** Undefined where there is nothing to send: then the dialog only closes. */
  submitLabel: string | undefined;
  pendingLabel?: string | undefined;
  pending?: boolean | undefined;
  tone?: "primary" | "danger" | undefined;
  onSubmit: SubmitEventHandler<HTMLFormElement>;
  children: ReactNode;
};

/** A short form above the page. Escape closes it, a click beside it does not: what was typed would be lost. */
export function FormDialog({
  open,
  onOpenChange,
  title,
  description,
  submitLabel,
  pendingLabel,
  pending = false,
  tone = "primary",
  onSubmit,
  children,
}: FormDialogProps) {
  const focusReturn = useFocusReturn();
  return (
    <RadixDialog.Root
      open={open}
      onOpenChange={(next) => {
        if (!pending) onOpenChange(next);
      }}
    >
      <RadixDialog.Portal>
        {/* Above another dialog too, when that one asked for this. */}
        <RadixDialog.Overlay className={cn(overlayStyles, "z-50")} />
        <RadixDialog.Content
          {...focusReturn}
          {...(description === undefined ? { "aria-describedby": undefined } : {})}
          onInteractOutside={(event) => event.preventDefault()}
          className={cn(dialogPanelStyles, "max-w-md")}
        >
          <form method="post" noValidate onSubmit={onSubmit} className="flex min-h-0 flex-col">
            <div className="flex min-h-0 flex-col gap-4 overflow-y-auto px-5 pt-5 pb-5">
              <div className="flex flex-col gap-1">
                <RadixDialog.Title className="font-semibold text-lg">{title}</RadixDialog.Title>
                {description === undefined ? null : (
                  <RadixDialog.Description className="text-base text-text-muted">
                    {description}
                  </RadixDialog.Description>
                )}
              </div>
              {children}
            </div>
            <div className={dialogFootStyles}>
              <RadixDialog.Close asChild>
                <Button disabled={pending}>{submitLabel === undefined ? "Close" : "Cancel"}</Button>
              </RadixDialog.Close>
              {submitLabel === undefined ? null : (
                <Button type="submit" variant={tone} pending={pending} pendingLabel={pendingLabel}>
                  {submitLabel}
                </Button>
              )}
            </div>
          </form>
        </RadixDialog.Content>
      </RadixDialog.Portal>
    </RadixDialog.Root>
  );
}
