import { infiniteQueryOptions } from "@tanstack/react-query";
import { listAuditEvents } from "@/lib/contracts/audit-events";
import { call } from "../api";

export const auditEventsQuery = () =>
  infiniteQueryOptions({
    queryKey: ["audit-events"],
    queryFn: ({ pageParam, signal }) =>
      call(listAuditEvents, { query: pageParam ? { cursor: pageParam } : {}, signal }),
    initialPageParam: "",
    getNextPageParam: (page) => page.nextCursor,
  });
