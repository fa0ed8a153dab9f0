import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { getAuditEvent, listAuditEventParts, listAuditEvents } from "@/lib/contracts/audit-events";
import { call } from "../api";

const names = [
  "search",
  "when",
  "person",
  "action",
  "tenant",
  "user",
  "client",
  "outcome",
  "request",
] as const;
type Name = (typeof names)[number];

/** What is filtered by, each as the API takes it; "" for nothing. */
export type AuditEventsQuestion = Readonly<Record<Name, string>>;

export const auditEventsQuestion = (
  given: Partial<Record<Name, string | readonly string[]>>,
): AuditEventsQuestion =>
  Object.fromEntries(names.map((name) => [name, [given[name] ?? ""].flat().join(",")])) as Record<
    Name,
    string
  >;

export const auditEventsQuery = (question: AuditEventsQuestion) =>
  infiniteQueryOptions({
    queryKey: ["audit-events", "list", question],
    queryFn: ({ pageParam, signal }) =>
      call<typeof listAuditEvents>("GET /api/audit-events", {
        query: { ...question, ...(pageParam ? { cursor: pageParam } : {}) },
        signal,
      }),
    initialPageParam: "",
    getNextPageParam: (page) => page.nextCursor,
  });

export const auditEventQuery = (eventId: string) =>
  queryOptions({
    queryKey: ["audit-events", "one", eventId],
    queryFn: ({ signal }) =>
      call<typeof getAuditEvent>("GET /api/audit-events/{eventId}", { params: { eventId }, signal }),
  });

/** What an event is made of, of which all words of a search are true. */
export const auditEventPartsQuery = (eventId: string, search: string) =>
  infiniteQueryOptions({
    queryKey: ["audit-events", "parts", eventId, search],
    queryFn: ({ pageParam, signal }) =>
      call<typeof listAuditEventParts>("GET /api/audit-events/{eventId}/parts", {
        params: { eventId },
        query: { search, limit: 50, ...(pageParam ? { cursor: pageParam } : {}) },
        signal,
      }),
    initialPageParam: "",
    getNextPageParam: (page) => page.nextCursor,
  });
