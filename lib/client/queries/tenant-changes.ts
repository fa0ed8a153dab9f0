import { infiniteQueryOptions } from "@tanstack/react-query";
import type { listTenantChanges } from "@/lib/contracts/tenant-changes";
import { call } from "../api";

export const tenantChangesQuery = (tenantId: string) =>
  infiniteQueryOptions({
    queryKey: ["tenant-changes", tenantId],
    queryFn: ({ pageParam, signal }) =>
      call<typeof listTenantChanges>("GET /api/tenants/{tenantId}/changes", {
        params: { tenantId },
        query: pageParam ? { cursor: pageParam } : {},
        signal,
      }),
    initialPageParam: "",
    getNextPageParam: (page) => page.nextCursor,
  });
