import { z } from "zod";
import { auditActions } from "./acts";
import { whenFilter } from "./date-filters";
import { commaSeparated, instant, listOf, opaqueId, pageQuery, searchText } from "./lists";
import { operation } from "./operation";
import { qlikAnswer } from "./qlik-answers";
import { revocationCounts } from "./revocations";
import { role } from "./role";
import { tokenOwner } from "./token-owner";

export const auditOutcomes = ["succeeded", "already-gone", "failed", "unknown"] as const;
export type AuditOutcome = (typeof auditOutcomes)[number];

export const auditEvent = z.object({
  id: z.string(),
  at: instant,
  endedAt: instant.nullable().describe("When its outcome was written; null while that is awaited."),
  action: z.enum(auditActions),
  actor: z.object({
    id: z.string().nullable(),
    name: z.string(),
    email: z.string(),
    role: role.nullable().describe("At that time."),
  }),
  session: z.string().nullable().describe("The same for all that was done in one session; not its id."),
  address: z.string().nullable().describe("Where the request came from."),
  object: z.object({ type: z.string(), id: z.string(), name: z.string() }).nullable(),
  tenantId: z.string().nullable(),
  tenantName: z.string().nullable().describe("As it was called at that time."),
  owner: tokenOwner.nullable().describe("Of an act on one token: whose it was, as the console knew it then."),
  partOf: z.string().nullable().describe("The event that this one is a part of; its parts are not listed."),
  tokens: revocationCounts
    .nullable()
    .describe("Of the start of a revocation of many tokens: what has become of them until now."),
  reason: z.string().nullable().describe("In the person's own words."),
  outcome: z.enum(auditOutcomes).describe("`unknown`: intended, and nothing is known of how it ended."),
  detail: z.string().nullable(),
  qlik: qlikAnswer.nullable(),
  requestId: z.string(),
});
export type AuditEvent = z.infer<typeof auditEvent>;

/** One row of the log as it is chained: an act has one before it and one after. */
export const auditEntry = z.object({
  sequence: z.number().int().describe("Its place in the chain."),
  at: instant,
  stage: z.enum(["intent", "outcome"]),
  mac: z.string().nullable().describe("Null on entries from before the log was chained."),
  keyId: z.string().nullable(),
});

export const auditEventDetail = auditEvent.extend({ entries: z.array(auditEntry) });
export type AuditEventDetail = z.infer<typeof auditEventDetail>;

const someOf = <const Words extends readonly string[]>(words: Words) =>
  commaSeparated.pipe(z.array(z.enum(words, `Choose from ${words.join(", ")}.`)));

const day = /^\d{4}-\d{2}-\d{2}$/;

/** A day, meaning its first moment in UTC, or a moment. */
const dayOrInstant = z
  .string()
  .trim()
  .optional()
  .transform((text, context) => {
    if (!text) return undefined;
    const moment = day.test(text) ? new Date(`${text}T00:00:00Z`) : new Date(text);
    const isWritten = day.test(text) || instant.safeParse(text).success;
    // The calendar of databases begins with the year 1.
    if (Number.isNaN(moment.getTime()) || !isWritten || moment.getUTCFullYear() < 1) {
      context.addIssue({
        code: "custom",
        message: "Give a day such as 2026-11-21, or a moment in UTC such as 2026-11-21T09:30:00Z.",
      });
      return z.NEVER;
    }
    return moment.toISOString();
  });

const exactText = z
  .string()
  .trim()
  .max(256, "An ID or name has at most 256 characters.")
  .optional()
  .transform((text) => text || undefined);

export const auditEventFilters = z.object({
  person: commaSeparated.describe("Ids of people."),
  action: someOf(auditActions),
  tenant: commaSeparated.describe("Ids of tenants."),
  outcome: someOf(auditOutcomes),
  object: exactText.describe("The exact ID or name of what was acted on."),
  search: searchText.describe(
    "All words in who did it, on what, in which tenant, whose token it was, of which client, or why; of a revocation of many tokens, in any of them. Or the ID of a token.",
  ),
  user: commaSeparated.describe("Ids of users in Qlik whose tokens were acted on."),
  client: commaSeparated.describe("Ids of OAuth clients whose tokens were acted on."),
  request: exactText.describe("A request ID: all that was done in it."),
  when: whenFilter,
  from: dayOrInstant.describe("Not before this day or moment, in UTC."),
  to: dayOrInstant.describe("Before this day or moment, in UTC."),
});
export type AuditEventFilters = z.infer<typeof auditEventFilters>;

/** `total` is null where there are more than 1,000: they are not counted. */
export const auditEventList = listOf(auditEvent).extend({
  people: z.array(z.object({ id: z.string(), name: z.string() })).describe("Whom one can filter by."),
});

export const listAuditEvents = operation({
  id: "listAuditEvents",
  method: "GET",
  path: "/api/audit-events",
  role: "auditor",
  summary: "Who did what, newest first",
  query: auditEventFilters.extend(pageQuery.shape),
  answer: auditEventList,
});

export const getAuditEvent = operation({
  id: "getAuditEvent",
  method: "GET",
  path: "/api/audit-events/{eventId}",
  role: "auditor",
  summary: "One event, with the chained entries behind it",
  params: z.object({ eventId: opaqueId }),
  answer: auditEventDetail,
});

export const listAuditEventParts = operation({
  id: "listAuditEventParts",
  method: "GET",
  path: "/api/audit-events/{eventId}/parts",
  role: "auditor",
  summary: "The acts that make up one event, such as each token of a revocation of many, oldest first",
  params: z.object({ eventId: opaqueId }),
  query: z
    .object({
      search: searchText.describe("All words in the user, the client, the tenant, or the token's ID."),
      outcome: someOf(auditOutcomes),
    })
    .extend(pageQuery.shape),
  answer: listOf(auditEvent),
});

export const exportFormats = ["csv", "jsonl"] as const;
export type ExportFormat = (typeof exportFormats)[number];
export const exportMediaTypes: Record<ExportFormat, string> = {
  csv: "text/csv; charset=utf-8",
  jsonl: "application/jsonl; charset=utf-8",
};

export const exportAuditEvents = operation({
  id: "exportAuditEvents",
  method: "GET",
  path: "/api/audit-events/export",
  role: "auditor",
  summary: "All events that pass the filters, newest first, as a file; itself an event",
  query: auditEventFilters.extend({
    format: z.enum(exportFormats, "Choose csv or jsonl.").default("csv"),
  }),
  files: Object.values(exportMediaTypes),
});
