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
import { previewRevocation } from "@/lib/client/queries/revocation-preview";
import { revocationKeys, startRevocation } from "@/lib/client/queries/revocations";
import type { AskedSelection, RevocationDetail, RevocationReading } from "@/lib/contracts/revocations";
import { changedWords } from "./changed-words";
import { ReadingTokens } from "./reading-tokens";
import { RevocationPreview } from "./revocation-preview";
import { numberWord, tenantsWord, tokensWord } from "./tokens-word";

/** What is to be revoked, and how many tokens the list showed of it. */
export interface AskedTokens {
  readonly selection: AskedSelection;
  readonly count: number;
  /** There were more than are counted. */
  readonly countIsLeast?: boolean;
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
  asked: { selection, count, countIsLeast = false },
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
  const [reading, setReading] = useState<RevocationReading>();
  const preview = useQuery({
    queryKey: ["revocation-preview", selection, includeConsoleOwn],
    queryFn: ({ signal }) => {
      setReading(undefined);
      return previewRevocation(selection, includeConsoleOwn, setReading, signal);
    },
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
      {preview.data ? (
        <RevocationPreview
          preview={preview.data}
          changed={countIsLeast ? "" : changedWords(count, preview.data)}
          includeConsoleOwn={includeConsoleOwn}
          onIncludeConsoleOwn={setIncludeConsoleOwn}
        />
      ) : preview.isFetching ? (
        <ReadingTokens reading={reading} />
      ) : (
        <p>Nothing was changed.</p>
      )}
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
      {preview.data && total === 0 ? <p>{nothingWords(preview.data)}</p> : null}
    </AlertDialog>
  );
}

/** "All are left out" is said only where there was something. */
function nothingWords({ counts: { leftOut }, unread }: RevocationDetail): string {
  if (leftOut > 0) return `There is nothing to revoke: all ${numberWord(leftOut)} are left out.`;
  return unread.length > 0
    ? "Nothing was found where it could be read."
    : "There is nothing to revoke: Qlik lists no such token.";
}

/** Opening the dialog reads out that it is reading; this says what came of it. */
function spoken(preview: RevocationDetail | undefined): string {
  if (!preview) return "";
  const { counts, tenants, unread } = preview;
  const leftOut = counts.leftOut > 0 ? `, ${numberWord(counts.leftOut)} left out` : "";
  const missing = unread.length > 0 ? ` ${tenantsWord(unread.length)} could not be read.` : "";
  const within = tenants.filter((tenant) => tenant.counts.total > 0).length;
  return `${tokensWord(counts.total)} in ${tenantsWord(within)} would be revoked${leftOut}.${missing}`;
}
