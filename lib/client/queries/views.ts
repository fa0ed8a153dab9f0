import { queryOptions } from "@tanstack/react-query";
import type { listTableLayouts, listViews, TableName } from "@/lib/contracts/views";
import { call } from "../api";

export const viewKeys = {
  all: ["views"] as const,
  layouts: ["views", "layouts"] as const,
  of: (table: TableName) => ["views", "of", table] as const,
};

/** Layouts of all tables, and the views that they open with: the frame of the console brings them along. */
export const layoutsQuery = () =>
  queryOptions({
    queryKey: viewKeys.layouts,
    queryFn: ({ signal }) => call<typeof listTableLayouts>("GET /api/views/layouts", { signal }),
  });

/** Saved views of a table: asked for when somebody looks at them. */
export const viewsQuery = (table: TableName) =>
  queryOptions({
    queryKey: viewKeys.of(table),
    queryFn: ({ signal }) => call<typeof listViews>("GET /api/views", { query: { table }, signal }),
  });
