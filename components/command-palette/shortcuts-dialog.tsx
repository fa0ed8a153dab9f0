"use client";

import { cn } from "@/components/ui/cn";
import { dialogPanelStyles } from "@/components/ui/dialog-styles";
import { DialogClose, DialogTitle, DialogWindow } from "@/components/ui/dialog-window";
import { shortcuts } from "./shortcuts";

interface ShortcutsDialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

export function ShortcutsDialog({ open, onOpenChange }: ShortcutsDialogProps) {
  return (
    <DialogWindow open={open} onOpenChange={onOpenChange} className={cn(dialogPanelStyles, "max-w-md")}>
      <div className="flex items-center justify-between border-b py-2 pr-2 pl-5">
        <DialogTitle className="font-semibold text-base">Keyboard shortcuts</DialogTitle>
        <DialogClose />
      </div>
      <dl className="flex flex-col divide-y overflow-y-auto px-5 py-2 text-sm">
        {shortcuts.map(({ keys, does }) => (
          <div key={does} className="flex items-center justify-between gap-4 py-2">
            <dt>{does}</dt>
            <dd className="flex shrink-0 gap-1">
              {keys.map((key) => (
                <kbd
                  key={key}
                  className="rounded-sm border border-line-strong bg-surface-sunken px-1.5 font-sans text-text-muted text-xs"
                >
                  {key}
                </kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </DialogWindow>
  );
}
