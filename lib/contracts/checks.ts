import { z } from "zod";
import { instant } from "./lists";
import { qlikAnswer } from "./qlik-answers";

/** The steps of checking a credential, in the order in which they are tried; then reading what it leads to. */
export const checkStepIds = [
  "reach-host",
  "exchange-credentials",
  "read-tenant",
  "list-oauth-tokens",
  "list-tenants",
  "read-tenants",
  "read-audit-entries",
] as const;
export type CheckStepId = (typeof checkStepIds)[number];

export const checkStepLabels: Record<CheckStepId, string> = {
  "reach-host": "Reach the host",
  "exchange-credentials": "Exchange the credentials",
  "read-tenant": "Read the tenant",
  "list-oauth-tokens": "Permission to list tokens",
  "list-tenants": "Permission to list tenants",
  "read-tenants": "Read the tenants",
  "read-audit-entries": "Hold every entry against the chain",
};

export const tenantCheckSteps = [
  "reach-host",
  "exchange-credentials",
  "read-tenant",
  "list-oauth-tokens",
] as const satisfies readonly CheckStepId[];

export const organizationCheckSteps = [
  "reach-host",
  "exchange-credentials",
  "list-tenants",
] as const satisfies readonly CheckStepId[];

/** Connecting an organization goes on after its check: the tenants are read, which takes long where there are many. */
export const connectOrganizationSteps = [
  ...organizationCheckSteps,
  "read-tenants",
] as const satisfies readonly CheckStepId[];

export const checkStep = z.object({
  id: z.enum(checkStepIds),
  state: z.enum(["pending", "running", "passed", "failed", "skipped"]),
  message: z.string().optional().describe("What happened and what it means."),
  advice: z.string().optional().describe("What to do about it."),
  learnMoreUrl: z.string().optional(),
  qlik: qlikAnswer.optional(),
});
export type CheckStep = z.infer<typeof checkStep>;

/** A finished check, as it is kept with the credential. */
export const check = z.object({
  at: instant,
  outcome: z.enum(["passed", "failed"]),
  steps: z.array(checkStep),
});
export type Check = z.infer<typeof check>;

/** What a failing check says in one line. */
export const failureOf = (of: Pick<Check, "steps"> | null): string | null =>
  of?.steps.find((step) => step.state === "failed")?.message ?? null;
