"use client";

import { AlertDialog as RadixAlertDialog } from "radix-ui";
import { type FormEvent, type ReactNode, useId, useState } from "react";
import { Button } from "./button";
import { cn } from "./cn";
import { dialogFootStyles, dialogPanelStyles, overlayStyles } from "./dialog-styles";
import { Field } from "./field";
import { Input } from "./input";
import { Notice } from "./notice";
import { useFocusReturn } from "./use-focus-return";

type AlertDialogProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** Verb and object, for example "Revoke token". */
  title: string;
  /** What will happen, to whom, and what will not. */
  children: ReactNode;
  confirmLabel: string;
  /** Null where there is nothing to cancel. */
  cancelLabel?: string | null | undefined;
  /** Called once per click; the caller closes the dialog when the answer is there. */
  onConfirm: () => void;
  tone?: "danger" | "primary" | undefined;
  pending?: boolean | undefined;
  /** For example "Revoking…". */
  pendingLabel?: string | undefined;
  /** Why it did not work; the dialog stays open. */
  error?: { title: string; message: ReactNode } | undefined;
  /** The more an act destroys, the more it asks: these words must be typed first. */
  mustType?: { label: string; expected: string } | undefined;
  confirmDisabled?: boolean | undefined;
  /** Asks why, optionally; kept by the caller. */
  reason?: { value: string; onChange: (reason: string) => void } | undefined;
};

/**
 * Asks before something is destroyed. The focus starts on Cancel and goes back to where it came from; Escape cancels,
 * a click beside it does not.
 * While it is pending nothing closes it: the act has begun and cannot be taken back by looking away.
 */
export function AlertDialog({ open, onOpenChange, pending = false, ...rest }: AlertDialogProps) {
  const focusReturn = useFocusReturn();
  return (
    <RadixAlertDialog.Root
      open={open}
      onOpenChange={(next) => {
        if (!pending) onOpenChange(next);
      }}
    >
      <RadixAlertDialog.Portal>
        <RadixAlertDialog.Overlay className={overlayStyles} />
        <RadixAlertDialog.Content {...focusReturn} className={cn(dialogPanelStyles, "max-w-md")}>
          <AlertDialogForm pending={pending} {...rest} />
        </RadixAlertDialog.Content>
      </RadixAlertDialog.Portal>
    </RadixAlertDialog.Root>
  );
}

function AlertDialogForm({
  title,
  children,
  confirmLabel,
  cancelLabel = "Cancel",
  onConfirm,
  tone = "danger",
  pending,
  pendingLabel,
  error,
  mustType,
  confirmDisabled = false,
  reason,
}: Omit<AlertDialogProps, "open" | "onOpenChange">) {
  const fieldId = useId();
  const reasonId = useId();
  const [typed, setTyped] = useState("");
  const blocked = confirmDisabled || (mustType !== undefined && typed.trim() !== mustType.expected);
  function submit(event: FormEvent) {
    event.preventDefault();
    if (!blocked && !pending) onConfirm();
  }
  return (
    <form onSubmit={submit} className="flex min-h-0 flex-col">
      <div className="flex min-h-0 flex-col gap-3 overflow-y-auto px-5 pt-5 pb-4">
        <RadixAlertDialog.Title className="font-semibold text-lg">{title}</RadixAlertDialog.Title>
        <RadixAlertDialog.Description asChild>
          <div className="flex flex-col gap-2 text-base text-text-muted [&_strong]:font-semibold [&_strong]:text-text">
            {children}
          </div>
        </RadixAlertDialog.Description>
        {mustType === undefined ? null : (
          <Field id={fieldId} label={mustType.label}>
            {(control) => (
              <Input
                {...control}
                autoComplete="off"
                spellCheck={false}
                value={typed}
                onChange={(event) => setTyped(event.target.value)}
              />
            )}
          </Field>
        )}
        {reason === undefined ? null : (
          <Field
            id={reasonId}
            label="Reason"
            help="For the activity log, for example a ticket number."
            optional
          >
            {(control) => (
              <Input
                {...control}
                autoComplete="off"
                maxLength={500}
                value={reason.value}
                onChange={(event) => reason.onChange(event.target.value)}
              />
            )}
          </Field>
        )}
        {error === undefined ? null : (
          <Notice tone="danger" title={error.title} announce>
            {error.message}
          </Notice>
        )}
      </div>
      <div className={dialogFootStyles}>
        {cancelLabel === null ? null : (
          <RadixAlertDialog.Cancel asChild>
            <Button disabled={pending}>{cancelLabel}</Button>
          </RadixAlertDialog.Cancel>
        )}
        <Button type="submit" variant={tone} disabled={blocked} pending={pending} pendingLabel={pendingLabel}>
          {confirmLabel}
        </Button>
      </div>
    </form>
  );
}
