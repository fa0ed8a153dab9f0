"use client";

import { type QueryClient, useQuery, useQueryClient } from "@tanstack/react-query";
import { toastProblem } from "@/components/problems/problem-toast";
import { layoutsQuery } from "@/lib/client/queries/views";
import type { LayoutInput, TableLayout, TableName } from "@/lib/contracts/views";

const noLayout = { columns: null, defaultViewId: null };

/** How the person has a table laid out, kept on the server so that another browser has it too. */
export function useTableLayout(
  table: TableName,
): Omit<TableLayout, "table"> & { keep: (input: LayoutInput) => void } {
  const queryClient = useQueryClient();
  const { data } = useQuery(layoutsQuery());
  const layout = data?.data.find((one) => one.table === table) ?? noLayout;
  return {
    columns: layout.columns,
    defaultViewId: layout.defaultViewId,
    keep: (input) => void keep(queryClient, table, input),
  };
}

/** Only menus and dragging change a layout: what keeps it comes late, as they do. */
const keep = (queryClient: QueryClient, table: TableName, input: LayoutInput): Promise<void> =>
  import("./keep-layout")
    .then(({ keepLayout }) => keepLayout(queryClient, table, input))
    .catch((failure: Error) => toastProblem("The layout of this table could not be saved", failure));
