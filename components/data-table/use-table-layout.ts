"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { toastProblem } from "@/components/problems/problem-toast";
import { call } from "@/lib/client/api";
import { viewKeys, viewsQuery } from "@/lib/client/queries/views";
import type { LayoutInput, putTableLayout, TableLayout, ViewList } from "@/lib/contracts/views";

const noLayout = { columns: null, defaultViewId: null };

/** How the person has a table laid out, kept on the server so that another browser has it too. */
export function useTableLayout(
  table: string,
): Omit<TableLayout, "table"> & { keep: (input: LayoutInput) => void } {
  const queryClient = useQueryClient();
  const { data } = useQuery(viewsQuery());
  const layout = data?.layouts.find((one) => one.table === table) ?? noLayout;
  const { mutate } = useMutation({
    // One after the other: the last change is the one that stays.
    scope: { id: `layout of ${table}` },
    mutationFn: (body: LayoutInput) =>
      call<typeof putTableLayout>("PUT /api/views/layouts/{table}", { params: { table }, body }),
    onMutate: async (input) => {
      await queryClient.cancelQueries({ queryKey: viewKeys.all });
      queryClient.setQueryData<ViewList>(viewKeys.all, (views) => views && withLayout(views, table, input));
    },
    onError: (failure) => toastProblem("The layout of this table could not be saved", failure),
    onSettled: () => queryClient.invalidateQueries({ queryKey: viewKeys.all }),
  });
  return { columns: layout.columns, defaultViewId: layout.defaultViewId, keep: mutate };
}

function withLayout(views: ViewList, table: string, input: LayoutInput): ViewList {
  const before = views.layouts.find((layout) => layout.table === table) ?? { table, ...noLayout };
  const after = {
    table,
    columns: input.columns === undefined ? before.columns : input.columns,
    defaultViewId: input.defaultViewId === undefined ? before.defaultViewId : input.defaultViewId,
  };
  return { ...views, layouts: [...views.layouts.filter((layout) => layout.table !== table), after] };
}
