import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { getUser, listUsers } from "@/lib/contracts/users";
import { call } from "../api";

/** All people and bots of a tenant; the pages follow each other as they arrive, so that the table can search in all. */
export const usersQuery = (tenantId: string) =>
  infiniteQueryOptions({
    queryKey: ["users", tenantId],
    queryFn: ({ pageParam, signal }) =>
      call<typeof listUsers>("GET /api/tenants/{tenantId}/users", {
        params: { tenantId },
        query: pageParam ? { cursor: pageParam } : {},
        signal,
      }),
    initialPageParam: "",
    getNextPageParam: (page) => page.nextCursor,
  });

export const userQuery = (tenantId: string, userId: string) =>
  queryOptions({
    queryKey: ["users", tenantId, userId],
    queryFn: ({ signal }) =>
      call<typeof getUser>("GET /api/tenants/{tenantId}/users/{userId}", {
        params: { tenantId, userId },
        signal,
      }),
  });
