import "server-only";
import {
  type Check,
  type CheckStep,
  type CheckStepId,
  organizationCheckSteps,
  tenantCheckSteps,
} from "@/lib/contracts/checks";
import { type AppError, appError } from "../../app-error";
import type { Clock } from "../../clock";
import type { OrganizationApi, TenantApi } from "../../qlik/client";
import { meaningOf, type QlikError, type QlikErrorKind } from "../../qlik/errors";
import type { ProvableApi } from "../../qlik/levels";
import { createOAuthTokens } from "../../qlik/resources/oauth-tokens";
import { createOrganizationTenants } from "../../qlik/resources/organization-tenants";
import type { Tenant } from "../../qlik/resources/tenants";
import { err, ok, type Result } from "../../result";
import { toQlikAnswer } from "./qlik-problems";

export type OnStep = (step: CheckStep) => void;

export interface TenantCheck {
  readonly check: Check;
  /** What the tenant told about itself, when the check got that far and it is the one expected. */
  readonly tenant: Tenant | undefined;
  /** The host belongs to another tenant than the one expected: never to be stored. */
  readonly anotherTenant: boolean;
}

type Failure = Pick<CheckStep, "message" | "advice" | "learnMoreUrl" | "qlik">;
type StepWork = () => Promise<Result<void, Failure>>;

const LEARN_MORE: Partial<Record<QlikErrorKind, string>> = {
  "credentials-refused": "https://qlik.dev/authenticate/oauth/",
  forbidden: "https://qlik.dev/authenticate/oauth/manage-oauth-tokens/",
  "consent-not-trusted": "https://qlik.dev/authenticate/oauth/oauth-clients-api/",
  "tenant-deactivated": "https://qlik.dev/manage/tenants/delete-tenants/",
};

/** Tries, in order, all that the console needs of a tenant-level credential. Changes nothing but Qlik's bot user. */
export async function checkTenant(
  api: TenantApi,
  options: { clock: Clock; onStep: OnStep },
): Promise<TenantCheck> {
  let tenant: Tenant | undefined;
  let anotherTenant = false;
  const steps = await runSteps(tenantCheckSteps, options.onStep, {
    ...exchangeSteps(api),
    "read-tenant": async () => {
      const me = await api.me();
      anotherTenant = !me.ok && me.error.kind === "another-tenant";
      if (!me.ok) return err(toFailure(me.error));
      tenant = me.value;
      return ok(undefined);
    },
    "list-oauth-tokens": async () => asStep(await api.of(createOAuthTokens).list({ limit: 1 })),
  });
  return { check: toCheck(steps, options.clock), tenant, anotherTenant };
}

/** Tries, in order, all that the console needs of an organization-level credential. */
export async function checkOrganization(
  api: OrganizationApi,
  options: { clock: Clock; onStep: OnStep },
): Promise<Check> {
  const steps = await runSteps(organizationCheckSteps, options.onStep, {
    ...exchangeSteps(api),
    "list-tenants": async () => asStep(await api.of(createOrganizationTenants).list({ limit: 1 })),
  });
  return toCheck(steps, options.clock);
}

/** A failed check as the answer of a use case, with every step. */
export function checkProblem(check: Check, canStoreAnyway: boolean): AppError {
  const failed = check.steps.find((step) => step.state === "failed");
  return appError("check_failed", failed?.message ?? "The check did not pass.", {
    steps: check.steps,
    canStoreAnyway,
    ...(failed?.advice ? { advice: failed.advice } : {}),
    ...(failed?.qlik ? { qlik: failed.qlik } : {}),
  });
}

/** One exchange answers two questions: whether a tenant is there, and whether it takes the credentials. */
function exchangeSteps(api: ProvableApi): Record<"reach-host" | "exchange-credentials", StepWork> {
  let exchanged: Result<void, QlikError> | undefined;
  return {
    "reach-host": async () => {
      exchanged = await api.exchange();
      return !exchanged.ok && !meaningOf(exchanged.error).isItsWord
        ? err(toFailure(exchanged.error))
        : ok(undefined);
    },
    "exchange-credentials": async () => asStep(exchanged ?? (await api.exchange())),
  };
}

async function runSteps<Id extends CheckStepId>(
  ids: readonly Id[],
  onStep: OnStep,
  work: Record<Id, StepWork>,
): Promise<CheckStep[]> {
  const steps: CheckStep[] = [];
  for (const id of ids) {
    const failedBefore = steps.some((step) => step.state === "failed");
    if (!failedBefore) onStep({ id, state: "running" });
    const result = failedBefore ? undefined : await work[id]();
    const step: CheckStep = !result
      ? { id, state: "skipped" }
      : result.ok
        ? { id, state: "passed" }
        : { id, state: "failed", ...result.error };
    steps.push(step);
    onStep(step);
  }
  return steps;
}

const asStep = (result: Result<unknown, QlikError>): Result<void, Failure> =>
  result.ok ? ok(undefined) : err(toFailure(result.error));

function toFailure(error: QlikError): Failure {
  const learnMoreUrl = LEARN_MORE[error.kind];
  return {
    message: error.message,
    advice: error.advice,
    qlik: toQlikAnswer(error),
    ...(learnMoreUrl ? { learnMoreUrl } : {}),
  };
}

const toCheck = (steps: CheckStep[], clock: Clock): Check => ({
  at: clock().toISOString(),
  outcome: steps.every((step) => step.state === "passed") ? "passed" : "failed",
  steps,
});
