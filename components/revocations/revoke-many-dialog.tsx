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

// No two openings share an answer, wherever on the page they were.
let places = 0;
function nextPlace(): number {
  places += 1;
  return places;
}

/** Shows exactly what would be revoked, as Qlik lists it now, and starts it once its number is typed. */
export function RevokeManyDialog({ asked, onClose }: RevokeManyDialogProps) {
  // Kept while the dialog fades away, so that its words do not change under the eyes.
  const [shown, setShown] = useState(asked);
  const [opening, setOpening] = useState(0);
  if (asked && asked !== shown) {
    setShown(asked);
    setOpening(opening + 1);
  }
  // Each opening is a preview of its own, also where the same is asked for again: it is read from Qlik now.
  return shown ? <Asking key={opening} asked={shown} open={asked !== undefined} onClose={onClose} /> : null;
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
  const [place] = useState(nextPlace);
  const [reading, setReading] = useState<RevocationReading>();
  const preview = useQuery({
    queryKey: ["revocation-preview", place, selection, includeConsoleOwn],
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
  // What was read before does not count while it is read again.
  const read = preview.isFetching || preview.isError ? undefined : preview.data;
  const total = read?.counts.total ?? count;
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
      confirmDisabled={!read || total === 0}
      mustType={
        read && total > 0 ? { label: `Type ${total} to confirm`, expected: String(total) } : undefined
      }
      onConfirm={() => read && start.mutate(read.id)}
    >
      <Announce>{spoken(read)}</Announce>
      {read ? (
        <RevocationPreview
          preview={read}
          changed={countIsLeast ? "" : changedWords(count, read)}
          includeConsoleOwn={includeConsoleOwn}
          onIncludeConsoleOwn={setIncludeConsoleOwn}
          onReadAgain={() => void preview.refetch()}
        />
      ) : preview.isFetching ? (
        <ReadingTokens reading={reading} />
      ) : (
        <p>Nothing was changed.</p>
      )}
      {read && total > 0 ? (
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
      {read && total === 0 ? <p>{nothingWords(read)}</p> : null}
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
