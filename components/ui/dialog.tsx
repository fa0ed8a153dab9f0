"use client";

import type { ReactNode } from "react";
import { cn } from "./cn";
import { dialogPanelStyles } from "./dialog-styles";
import { DialogDescription, DialogTitle, DialogWindow } from "./dialog-window";

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
  return (
    <DialogWindow
      open={open}
      onOpenChange={onOpenChange}
      described={description !== undefined}
      className={cn(dialogPanelStyles, "max-w-md")}
    >
      <DialogTitle className="px-5 pt-5 font-semibold text-lg">{title}</DialogTitle>
      {description === undefined ? null : (
        <DialogDescription className="px-5 pt-1 text-sm text-text-muted">{description}</DialogDescription>
      )}
      {children}
    </DialogWindow>
  );
}
