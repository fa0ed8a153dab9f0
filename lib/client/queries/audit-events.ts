import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { getAuditEvent, listAuditEvents } from "@/lib/contracts/audit-events";
import { call } from "../api";

const names = ["person", "action", "tenant", "outcome", "object", "request", "from", "to"] as const;

/** What is filtered by, each as the API takes it; "" for nothing. */
export type AuditEventsQuestion = Readonly<Record<(typeof names)[number], string>>;

export function auditEventsQuestion(
  given: Partial<Record<(typeof names)[number], string | readonly string[]>>,
): AuditEventsQuestion {
  const text = (name: (typeof names)[number]) => [given[name] ?? ""].flat().join(",");
  return {
    person: text("person"),
    action: text("action"),
    tenant: text("tenant"),
    outcome: text("outcome"),
    object: text("object"),
    request: text("request"),
    from: text("from"),
    to: text("to"),
  };
}

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
