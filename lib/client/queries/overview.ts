import { queryOptions } from "@tanstack/react-query";
import type { getOverview } from "@/lib/contracts/overview";
import { call } from "../api";
import { tenantKeys } from "./tenant-keys";

/** Under the lists of tenants: what makes those old makes this old. */
export const overviewQuery = () =>
  queryOptions({
    queryKey: [...tenantKeys.lists, "overview"],
    queryFn: ({ signal }) => call<typeof getOverview>("GET /api/overview", { signal }),
  });
