"use client";

import { X } from "lucide-react";
import { Dialog as RadixDialog } from "radix-ui";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { dialogPanelStyles, overlayStyles } from "@/components/ui/dialog-styles";
import { useFocusReturn } from "@/components/ui/use-focus-return";
import { shortcuts } from "./shortcuts";

interface ShortcutsDialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

export function ShortcutsDialog({ open, onOpenChange }: ShortcutsDialogProps) {
  const focusReturn = useFocusReturn();
  return (
    <RadixDialog.Root open={open} onOpenChange={onOpenChange}>
      <RadixDialog.Portal>
        <RadixDialog.Overlay className={overlayStyles} />
        <RadixDialog.Content
          aria-describedby={undefined}
          {...focusReturn}
          className={cn(dialogPanelStyles, "max-w-md")}
        >
          <div className="flex items-center justify-between border-b py-2 pr-2 pl-5">
            <RadixDialog.Title className="font-semibold text-base">Keyboard shortcuts</RadixDialog.Title>
            <RadixDialog.Close asChild>
              <Button variant="ghost" size="icon" aria-label="Close">
                <X aria-hidden="true" />
              </Button>
            </RadixDialog.Close>
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
        </RadixDialog.Content>
      </RadixDialog.Portal>
    </RadixDialog.Root>
  );
}
