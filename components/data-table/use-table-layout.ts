"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { viewsQuery } from "@/lib/client/queries/views";
import type { LayoutInput, TableLayout } from "@/lib/contracts/views";
import { keepLayout } from "./keep-layout";

const noLayout = { columns: null, defaultViewId: null };

/** How the person has a table laid out, kept on the server so that another browser has it too. */
export function useTableLayout(
  table: string,
): Omit<TableLayout, "table"> & { keep: (input: LayoutInput) => void } {
  const queryClient = useQueryClient();
  const { data } = useQuery(viewsQuery());
  const layout = data?.layouts.find((one) => one.table === table) ?? noLayout;
  return {
    columns: layout.columns,
    defaultViewId: layout.defaultViewId,
    keep: (input) => void keepLayout(queryClient, table, input),
  };
}
