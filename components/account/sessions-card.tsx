"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Monitor } from "lucide-react";
import { useState } from "react";
import type { z } from "zod";
import { ConfirmDialog } from "@/components/problems/confirm-dialog";
import { toastProblem } from "@/components/problems/problem-toast";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { RelativeTime } from "@/components/ui/relative-time";
import { toast } from "@/components/ui/toast";
import { call } from "@/lib/client/api";
import { accountKeys, sessionsQuery } from "@/lib/client/queries/account";
import type { endOtherSessions, endSession, listSessions, Session } from "@/lib/contracts/account";

type SessionList = z.infer<typeof listSessions.answer>;

/** Where somebody is signed in, and how they end that. */
export function SessionsCard({ initial }: { initial: SessionList }) {
  const queryClient = useQueryClient();
  const [asks, setAsks] = useState(false);
  const { data } = useQuery({ ...sessionsQuery(), initialData: initial });
  const refresh = () => queryClient.invalidateQueries({ queryKey: accountKeys.sessions });
  const end = useMutation({
    mutationFn: ({ id }: Session) =>
      call<typeof endSession>("DELETE /api/account/sessions/{sessionId}", { params: { sessionId: id } }),
    onSuccess: () => toast.success("The session has ended"),
    onError: (failure) => toastProblem("The session was not ended", failure),
    onSettled: refresh,
  });
  const others = data.data.filter(({ current }) => !current);
  return (
    <Card
      flush
      title="Sessions"
      description="Where you are signed in. End what you do not recognize, then change your password."
      actions={
        others.length === 0 ? undefined : (
          <Button variant="danger-ghost" onClick={() => setAsks(true)}>
            End all others
          </Button>
        )
      }
    >
      <ul aria-label="Sessions" className="divide-y">
        {data.data.map((session) => (
          <SessionRow
            key={session.id}
            session={session}
            pending={end.isPending && end.variables.id === session.id}
            onEnd={() => end.mutate(session)}
          />
        ))}
      </ul>
      <ConfirmDialog
        open={asks}
        onOpenChange={setAsks}
        title="End all other sessions"
        confirmLabel="End them"
        pendingLabel="Ending…"
        refused="The sessions were not ended"
        perform={() => call<typeof endOtherSessions>("DELETE /api/account/sessions")}
        onDone={() => {
          toast.success("Your other sessions have ended");
          return refresh();
        }}
      >
        <p>
          <strong>{others.length === 1 ? "1 session" : `${others.length} sessions`}</strong> of yours in other
          browsers end at once. This one goes on.
        </p>
      </ConfirmDialog>
    </Card>
  );
}

function SessionRow({
  session: { browser, address, current, lastUsedAt, startedAt },
  pending,
  onEnd,
}: {
  session: Session;
  pending: boolean;
  onEnd: () => void;
}) {
  const name = browser ?? "Unknown browser";
  return (
    <li className="flex items-center gap-3 px-4 py-3">
      <Monitor aria-hidden="true" className="size-5 shrink-0 text-text-faint" />
      <div className="min-w-0 flex-1 text-sm">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1 font-medium">
          {name}
          {current ? (
            <Badge tone="success" icon={null}>
              This session
            </Badge>
          ) : null}
        </p>
        <p className="flex flex-wrap gap-x-3 text-text-muted">
          {address === null ? null : <span className="font-mono">{address}</span>}
          <span>
            Last used <RelativeTime value={lastUsedAt} />
          </span>
          <span>
            Signed in <RelativeTime value={startedAt} />
          </span>
        </p>
      </div>
      {current ? null : (
        <Button
          pending={pending}
          pendingLabel="Ending…"
          aria-label={`End the session of ${name}`}
          onClick={onEnd}
        >
          End
        </Button>
      )}
    </li>
  );
}
