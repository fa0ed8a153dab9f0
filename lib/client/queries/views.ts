import { queryOptions } from "@tanstack/react-query";
import type { listViews } from "@/lib/contracts/views";
import { call } from "../api";

export const viewKeys = { all: ["views"] as const };

/** Saved views and layouts of all tables: the frame of the console brings them along. */
export const viewsQuery = () =>
  queryOptions({
    queryKey: viewKeys.all,
    queryFn: ({ signal }) => call<typeof listViews>("GET /api/views", { signal }),
  });
