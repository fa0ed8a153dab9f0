"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { Route } from "next";
import { useRouter } from "next/navigation";
import { useId, useState } from "react";
import { problemNotice } from "@/components/problems/problem-notice";
import { AlertDialog } from "@/components/ui/alert-dialog";
import { Announce } from "@/components/ui/announce";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { paths } from "@/lib/client/paths";
import { previewRevocation, revocationKeys, startRevocation } from "@/lib/client/queries/revocations";
import type { AskedSelection, RevocationDetail } from "@/lib/contracts/revocations";
import { RevocationPreview } from "./revocation-preview";
import { numberWord, tenantsWord, tokensWord } from "./tokens-word";

/** What is to be revoked, and how many tokens the list showed of it. */
export interface AskedTokens {
  readonly selection: AskedSelection;
  readonly count: number;
}

interface RevokeManyDialogProps {
  /** The dialog is open while there is something. */
  readonly asked: AskedTokens | undefined;
  readonly onClose: () => void;
}

/** Shows exactly what would be revoked, as Qlik lists it now, and starts it once its number is typed. */
export function RevokeManyDialog({ asked, onClose }: RevokeManyDialogProps) {
  // Kept while the dialog fades away, so that its words do not change under the eyes.
  const [shown, setShown] = useState(asked);
  if (asked && asked !== shown) setShown(asked);
  // Each opening is a preview of its own.
  return shown ? (
    <Asking
      key={JSON.stringify(shown.selection)}
      asked={shown}
      open={asked !== undefined}
      onClose={onClose}
    />
  ) : null;
}

function Asking({
  asked: { selection, count },
  open,
  onClose,
}: {
  asked: AskedTokens;
  open: boolean;
  onClose: () => void;
}) {
  const router = useRouter();
  const queryClient = useQueryClient();
  const reasonId = useId();
  const [reason, setReason] = useState("");
  const [includeConsoleOwn, setIncludeConsoleOwn] = useState(false);
  const preview = useQuery({
    queryKey: ["revocation-preview", selection, includeConsoleOwn],
    queryFn: ({ signal }) => previewRevocation(selection, includeConsoleOwn, signal),
    enabled: open,
    // What Qlik lists is asked anew at each opening, and only then.
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
    retry: false,
  });
  const start = useMutation({
    mutationFn: (previewId: string) => startRevocation(previewId, reason),
    onSuccess: (started) => {
      queryClient.setQueryData(revocationKeys.one(started.id), started);
      onClose();
      router.push(paths.revocation(started.id) as Route);
    },
  });
  const total = preview.data?.counts.total ?? count;
  const error = problemNotice(preview.error ?? start.error, "Nothing was revoked");
  return (
    <AlertDialog
      open={open}
      onOpenChange={() => {
        start.reset();
        onClose();
      }}
      title={`Revoke ${tokensWord(total)}`}
      confirmLabel={`Revoke ${tokensWord(total)}`}
      pendingLabel="Starting…"
      pending={start.isPending}
      error={error}
      confirmDisabled={!preview.data || total === 0}
      mustType={
        preview.data && total > 0 ? { label: `Type ${total} to confirm`, expected: String(total) } : undefined
      }
      onConfirm={() => preview.data && start.mutate(preview.data.id)}
    >
      <Announce>{spoken(preview.data)}</Announce>
      <RevocationPreview
        preview={preview.data}
        reading={preview.isFetching}
        includeConsoleOwn={includeConsoleOwn}
        onIncludeConsoleOwn={setIncludeConsoleOwn}
      />
      {preview.data && total > 0 ? (
        <Field
          id={reasonId}
          label="Reason"
          optional
          help="For the activity log, for example a ticket number."
        >
          {(control) => (
            <Input
              {...control}
              value={reason}
              maxLength={500}
              autoComplete="off"
              onChange={(event) => setReason(event.target.value)}
            />
          )}
        </Field>
      ) : null}
      {preview.data && total === 0 ? (
        <p>There is nothing to revoke: all {numberWord(preview.data.counts.leftOut)} are left out.</p>
      ) : null}
    </AlertDialog>
  );
}

/** Opening the dialog reads out that it is reading; this says what came of it. */
function spoken(preview: RevocationDetail | undefined): string {
  if (!preview) return "";
  const { counts, tenants } = preview;
  const leftOut = counts.leftOut > 0 ? `, ${numberWord(counts.leftOut)} left out` : "";
  return `${tokensWord(counts.total)} in ${tenantsWord(tenants.length)} would be revoked${leftOut}.`;
}
