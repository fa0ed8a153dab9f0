"use client";

import { useMutation } from "@tanstack/react-query";
import { type ComponentProps, useState } from "react";
import { AlertDialog } from "@/components/ui/alert-dialog";
import { problemNotice } from "./problem-notice";

type Asked = Pick<
  ComponentProps<typeof AlertDialog>,
  "open" | "onOpenChange" | "title" | "children" | "confirmLabel" | "pendingLabel" | "tone" | "mustType"
>;

interface ConfirmDialogProps<Answer> extends Asked {
  /** What did not happen, for example "The credential was not removed". */
  readonly refused: string;
  /** Whether a reason may be given, for the activity log. */
  readonly asksReason?: boolean;
  /** Does it, once for each click; the reason is empty where none is asked. */
  readonly perform: (reason: string) => Promise<Answer>;
  /** After it was done; the dialog has closed. */
  readonly onDone: (answer: Answer) => unknown;
}

/** Asks before something is done, does it, and stays open with the reason when it was refused. */
export function ConfirmDialog<Answer>({
  refused,
  asksReason = false,
  perform,
  onDone,
  onOpenChange,
  ...asked
}: ConfirmDialogProps<Answer>) {
  const [reason, setReason] = useState("");
  const { mutate, isPending, error, reset } = useMutation({
    mutationFn: () => perform(reason),
    onSuccess: async (answer) => {
      onOpenChange(false);
      await onDone(answer);
    },
  });
  return (
    <AlertDialog
      {...asked}
      onOpenChange={(next) => {
        reset();
        onOpenChange(next);
      }}
      pending={isPending}
      error={problemNotice(error, refused)}
      reason={asksReason ? { value: reason, onChange: setReason } : undefined}
      onConfirm={() => mutate()}
    />
  );
}
