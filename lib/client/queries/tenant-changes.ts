import { infiniteQueryOptions } from "@tanstack/react-query";
import { listTenantChanges } from "@/lib/contracts/tenant-changes";
import { call } from "../api";

export const tenantChangesQuery = (tenantId: string) =>
  infiniteQueryOptions({
    queryKey: ["tenant-changes", tenantId],
    queryFn: ({ pageParam, signal }) =>
      call(listTenantChanges, {
        params: { tenantId },
        query: pageParam ? { cursor: pageParam } : {},
        signal,
      }),
    initialPageParam: "",
    getNextPageParam: (page) => page.nextCursor,
  });
