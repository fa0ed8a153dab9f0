"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { toastProblem } from "@/components/problems/problem-toast";
import { call } from "@/lib/client/api";
import { connectionDraftQuery } from "@/lib/client/queries/connection-drafts";
import { forgetConnections } from "@/lib/client/queries/credentials";
import type { ConnectionDraft, checkConnectionDraft } from "@/lib/contracts/connection-drafts";

const LOOK_EVERY_MS = 1000;

const isChecking = (draft: ConnectionDraft | undefined) => (draft?.counts.checking ?? 0) > 0;

/** Begins checks and looks how they go, also those that somebody began before this page was opened. */
export function useDraftChecks(draftId: string) {
  const queryClient = useQueryClient();
  const query = connectionDraftQuery(draftId);
  const { queryKey } = query;
  const { data } = useQuery({
    ...query,
    refetchInterval: ({ state }) => (isChecking(state.data) ? LOOK_EVERY_MS : false),
  });
  const { mutate, isPending } = useMutation({
    mutationFn: (rowIds: readonly string[] | undefined) =>
      call<typeof checkConnectionDraft>("POST /api/connection-drafts/{draftId}/check", {
        params: { draftId },
        body: rowIds === undefined ? {} : { rowIds: [...rowIds] },
      }),
    // An older look that is still on its way would say that nothing is being checked.
    onMutate: () => queryClient.cancelQueries({ queryKey }),
    onSuccess: (draft) => queryClient.setQueryData(queryKey, draft),
    onError: (failure) => toastProblem("The check could not begin", failure),
  });
  const running = isPending || isChecking(data);

  const wasRunning = useRef(running);
  useEffect(() => {
    if (wasRunning.current && !running) {
      void forgetConnections(queryClient);
    }
    wasRunning.current = running;
  }, [running, queryClient]);

  return { check: (rowIds?: readonly string[]) => mutate(rowIds), running };
}
