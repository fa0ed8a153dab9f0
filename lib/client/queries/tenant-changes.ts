import { infiniteQueryOptions } from "@tanstack/react-query";
import type { listTenantChanges } from "@/lib/contracts/tenant-changes";
import { call } from "../api";

export const tenantChangesQuery = (tenantId: string, when: string) =>
  infiniteQueryOptions({
    queryKey: ["tenant-changes", tenantId, when],
    queryFn: ({ pageParam, signal }) =>
      call<typeof listTenantChanges>("GET /api/tenants/{tenantId}/changes", {
        params: { tenantId },
        query: { when, ...(pageParam ? { cursor: pageParam } : {}) },
        signal,
      }),
    initialPageParam: "",
    getNextPageParam: (page) => page.nextCursor,
  });
