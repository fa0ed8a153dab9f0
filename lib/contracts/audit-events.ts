import { z } from "zod";
import { instant, listOf, pageQuery } from "./lists";
import { operation } from "./operation";
import { qlikAnswer } from "./qlik-answers";

export const auditActions = [
  "administrator.create",
  "session.sign-in",
  "session.sign-in-refused",
  "session.sign-out",
  "session.confirm",
  "session.end",
  "password.change",
  "password.reset",
  "second-factor.enrol",
  "second-factor.remove",
  "recovery-codes.renew",
  "account.unlock",
  "settings.change",
  "invitation.create",
  "invitation.renew",
  "invitation.revoke",
  "person.join",
  "person.change",
  "person.remove",
  "person.reset-second-factor",
  "person.end-sessions",
  "organization.connect",
  "organization.change",
  "organization.remove",
  "organization.verify",
  "organization.sync",
  "tenant.connect",
  "credential.replace",
  "credential.remove",
  "credential.verify",
  "oauth-token.revoke",
] as const;
export type AuditAction = (typeof auditActions)[number];

export const auditOutcomes = ["succeeded", "already-gone", "failed", "unknown"] as const;
export type AuditOutcome = (typeof auditOutcomes)[number];

export const auditEvent = z.object({
  id: z.string(),
  at: instant,
  action: z.enum(auditActions),
  actor: z.object({ id: z.string().nullable(), name: z.string(), email: z.string() }),
  object: z.object({ type: z.string(), id: z.string(), name: z.string() }).nullable(),
  tenantId: z.string().nullable(),
  tenantName: z.string().nullable().describe("As it was called at that time."),
  outcome: z.enum(auditOutcomes).describe("`unknown`: intended, and nothing is known of how it ended."),
  detail: z.string().nullable(),
  qlik: qlikAnswer.nullable(),
  requestId: z.string(),
});
export type AuditEvent = z.infer<typeof auditEvent>;

export const auditEventList = listOf(auditEvent);

export const listAuditEvents = operation({
  id: "listAuditEvents",
  method: "GET",
  path: "/api/audit-events",
  role: "admin",
  summary: "Who did what, newest first",
  query: pageQuery,
  answer: auditEventList,
});
