"use client";

import type { ReactNode, SubmitEventHandler } from "react";
import { Button } from "./button";
import { cn } from "./cn";
import { dialogFootStyles, dialogPanelStyles } from "./dialog-styles";
import { DialogCloses, DialogDescription, DialogTitle, DialogWindow } from "./dialog-window";

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
  return (
    <DialogWindow
      open={open}
      onOpenChange={(next) => {
        if (!pending) onOpenChange(next);
      }}
      described={description !== undefined}
      closesBeside={false}
      className={cn(dialogPanelStyles, "max-w-md")}
    >
      <form method="post" noValidate onSubmit={onSubmit} className="flex min-h-0 flex-col">
        <div className="flex min-h-0 flex-col gap-4 overflow-y-auto px-5 pt-5 pb-5">
          <div className="flex flex-col gap-1">
            <DialogTitle className="font-semibold text-lg">{title}</DialogTitle>
            {description === undefined ? null : (
              <DialogDescription className="text-base text-text-muted">{description}</DialogDescription>
            )}
          </div>
          {children}
        </div>
        <div className={dialogFootStyles}>
          <DialogCloses asChild>
            <Button disabled={pending}>{submitLabel === undefined ? "Close" : "Cancel"}</Button>
          </DialogCloses>
          {submitLabel === undefined ? null : (
            <Button type="submit" variant={tone} pending={pending} pendingLabel={pendingLabel}>
              {submitLabel}
            </Button>
          )}
        </div>
      </form>
    </DialogWindow>
  );
}
