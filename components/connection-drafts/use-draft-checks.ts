"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { toastProblem } from "@/components/problems/problem-toast";
import { call } from "@/lib/client/api";
import { connectionDraftQuery } from "@/lib/client/queries/connection-drafts";
import { forgetConnections } from "@/lib/client/queries/credentials";
import type { ConnectionDraft, checkConnectionDraft } from "@/lib/contracts/connection-drafts";

const LOOK_EVERY_MS = 1000;

/** Begins checks and looks how they go, also those that somebody began before this page was opened. */
export function useDraftChecks(draftId: string) {
  const queryClient = useQueryClient();
  const query = connectionDraftQuery(draftId);
  const { queryKey } = query;
  // Rows that were asked for wait for their turn as "ready": without this one would stop looking too early.
  const [wanted, setWanted] = useState<ReadonlySet<string>>(new Set());
  const isRunning = (draft: ConnectionDraft | undefined) =>
    draft?.rows.some(({ id, state }) => state === "checking" || (state === "ready" && wanted.has(id))) ??
    false;
  const { data } = useQuery({
    ...query,
    refetchInterval: ({ state }) => (isRunning(state.data) ? LOOK_EVERY_MS : false),
  });
  const running = isRunning(data);
  const { mutate } = useMutation({
    mutationFn: (rowIds: readonly string[] | undefined) =>
      call<typeof checkConnectionDraft>("POST /api/connection-drafts/{draftId}/check", {
        params: { draftId },
        body: rowIds === undefined ? {} : { rowIds: [...rowIds] },
      }),
    onMutate: (rowIds) => {
      const ready = data?.rows.filter(({ state }) => state === "ready").map(({ id }) => id) ?? [];
      setWanted(new Set(rowIds ?? ready));
    },
    onSuccess: (draft) => queryClient.setQueryData(queryKey, draft),
    onError: (failure) => {
      setWanted(new Set());
      toastProblem("The check could not begin", failure);
    },
    // A failed row that is tried again is "checking" a moment later.
    onSettled: () => queryClient.invalidateQueries({ queryKey }),
  });

  const wasRunning = useRef(running);
  useEffect(() => {
    if (wasRunning.current && !running) {
      void forgetConnections(queryClient);
    }
    wasRunning.current = running;
  }, [running, queryClient]);

  return { check: (rowIds?: readonly string[]) => mutate(rowIds), running };
}
