"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { toastProblem } from "@/components/problems/problem-toast";
import { call } from "@/lib/client/api";
import { viewKeys, viewsQuery } from "@/lib/client/queries/views";
import type {
  ChangeViewInput,
  changeView,
  removeView,
  SaveViewInput,
  saveView,
  View,
} from "@/lib/contracts/views";
import type { TableUrlState } from "./use-table-url-state";

/** A table whose views are kept. */
export type ViewedTable = Pick<TableUrlState<string>, "table" | "viewId" | "query" | "open">;

type Change = ChangeViewInput & { readonly viewId: string };

/** Saved views of a table, and what can be done with them; `onRemoved` is called although the menu has closed by then. */
export function useViews(table: string, onRemoved?: (view: View) => void) {
  const queryClient = useQueryClient();
  const { data } = useQuery(viewsQuery());
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
  return { views: (data?.data ?? []).filter((view) => view.table === table), save, change, remove };
}
