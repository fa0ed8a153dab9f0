"use client";

import { useQuery } from "@tanstack/react-query";
import { ProblemMessage } from "@/components/problems/problem-message";
import { DialogClose, DialogTitle, DialogWindow } from "@/components/ui/dialog-window";
import { Notice } from "@/components/ui/notice";
import { Skeleton } from "@/components/ui/skeleton";
import { ApiError } from "@/lib/client/api";
import { auditEventQuery } from "@/lib/client/queries/audit-events";
import { acts } from "@/lib/contracts/acts";
import { AuditEventParts } from "./audit-event-parts";
import { AuditEventRecord } from "./audit-event-record";
import { SameRequest } from "./same-request";

/** One entry with its whole record, beside the list it came from. */
export function AuditEventDrawer({
  eventId,
  search,
  onClose,
}: {
  eventId: string | null;
  /** By which the list was searched. */
  search: string;
  onClose: () => void;
}) {
  return (
    <DialogWindow
      open={eventId !== null}
      onOpenChange={(open) => !open && onClose()}
      className="fixed inset-y-0 right-0 z-50 flex w-[34rem] max-w-full flex-col border-l bg-surface-raised shadow-floating outline-none data-[state=open]:animate-appear"
    >
      {eventId === null ? null : <DrawerContent key={eventId} eventId={eventId} search={search} />}
    </DialogWindow>
  );
}

function DrawerContent({ eventId, search }: { eventId: string; search: string }) {
  const { data: event, error } = useQuery(auditEventQuery(eventId));
  return (
    <>
      <div className="flex items-center justify-between gap-4 border-b py-2.5 pr-2.5 pl-5">
        <DialogTitle className="font-semibold text-base">
          {event ? acts[event.action].words : "Entry"}
        </DialogTitle>
        <DialogClose />
      </div>
      <div className="flex min-h-0 flex-1 flex-col gap-6 overflow-y-auto p-5">
        {error ? (
          <Notice tone="danger" title="This entry could not be read" announce>
            {error instanceof ApiError ? <ProblemMessage problem={error.problem} /> : error.message}
          </Notice>
        ) : null}
        {event ? (
          <>
            {event.tokens ? <AuditEventParts event={event} search={search} /> : null}
            <AuditEventRecord event={event} />
            <SameRequest event={event} />
          </>
        ) : error ? null : (
          <Skeleton size="h-96 w-full" />
        )}
      </div>
    </>
  );
}
