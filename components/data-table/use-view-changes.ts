"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { toastProblem } from "@/components/problems/problem-toast";
import { call } from "@/lib/client/api";
import { viewKeys } from "@/lib/client/queries/views";
import type {
  ChangeViewInput,
  changeView,
  removeView,
  SaveViewInput,
  saveView,
  View,
} from "@/lib/contracts/views";

type Change = ChangeViewInput & { readonly viewId: string };

/** What can be done with saved views; `onRemoved` is called although the menu has closed by then. */
export function useViewChanges(onRemoved?: (view: View) => void) {
  const queryClient = useQueryClient();
  const onSettled = () => queryClient.invalidateQueries({ queryKey: viewKeys.all });
  const save = useMutation({
    mutationFn: (body: SaveViewInput) => call<typeof saveView>("POST /api/views", { body }),
    onSettled,
  });
  const change = useMutation({
    mutationFn: ({ viewId, ...body }: Change) =>
      call<typeof changeView>("PUT /api/views/{viewId}", { params: { viewId }, body }),
    onError: (failure) => toastProblem("The view could not be changed", failure),
    onSettled,
  });
  const remove = useMutation({
    mutationFn: ({ id }: View) =>
      call<typeof removeView>("DELETE /api/views/{viewId}", { params: { viewId: id } }),
    onSuccess: (_, view) => onRemoved?.(view),
    onError: (failure) => toastProblem("The view could not be removed", failure),
    onSettled,
  });
  return { save, change, remove };
}
