import { TENANT_STATUSES } from "./model";
import type { TenantChange } from "./state/estate";
import type { Fault } from "./state/faults";

type Body = Readonly<Record<string, unknown>> | null;
type Check<Value> = { readonly is: (value: unknown) => value is Value; readonly wanted: string };

const text: Check<string> = { is: (value) => typeof value === "string", wanted: "text" };
const textOrNull: Check<string | null> = {
  is: (value): value is string | null => value === null || typeof value === "string",
  wanted: "text or null",
};
const count: Check<number> = {
  is: (value): value is number => typeof value === "number" && Number.isInteger(value) && value >= 0,
  wanted: "a whole number",
};
const status: Check<number> = {
  // A Response cannot be made with any other.
  is: (value): value is number => count.is(value) && value >= 200 && value <= 599,
  wanted: "a status from 200 to 599",
};
const flag: Check<boolean> = { is: (value) => typeof value === "boolean", wanted: "true or false" };
const headers: Check<Readonly<Record<string, string>>> = {
  is: (value): value is Readonly<Record<string, string>> =>
    typeof value === "object" && value !== null && Object.values(value).every(text.is),
  wanted: "an object of texts",
};
const anything: Check<unknown> = { is: (value): value is unknown => value !== undefined, wanted: "anything" };
const hostnames: Check<readonly string[]> = {
  is: (value): value is readonly string[] =>
    Array.isArray(value) && value.length > 0 && value.every((name) => text.is(name) && name !== ""),
  wanted: "a list of at least one hostname",
};
const tenantStatus: Check<(typeof TENANT_STATUSES)[number]> = {
  is: (value): value is (typeof TENANT_STATUSES)[number] => TENANT_STATUSES.some((known) => known === value),
  wanted: `one of ${TENANT_STATUSES.join(", ")}`,
};

type Checks<Shape> = {
  readonly [Key in keyof Required<Shape>]: Check<Exclude<Required<Shape>[Key], undefined>>;
};

const TENANT_CHANGE: Checks<TenantChange> = {
  status: tenantStatus,
  name: textOrNull,
  hostnames,
  clientSecret: text,
  deletionStartsAt: textOrNull,
};

const FAULT: Checks<Fault> = {
  host: text,
  method: text,
  path: text,
  times: count,
  status,
  headers,
  body: anything,
  hang: flag,
  delayMs: count,
};

/** What is wrong with a body, in words; `null` when nothing is. A misspelt member must not pass unnoticed. */
function complaint(body: Body, checks: Readonly<Record<string, Check<unknown>>>): string | null {
  if (!body) return "The body must be a JSON object.";
  for (const [member, value] of Object.entries(body)) {
    const check = Object.hasOwn(checks, member) ? checks[member] : undefined;
    if (!check) return `Unknown member ${member}. Known: ${Object.keys(checks).join(", ")}.`;
    if (!check.is(value)) return `${member} must be ${check.wanted}.`;
  }
  return null;
}

/** Body of `PATCH /__sandbox/tenants/{tenantId}`, or what is wrong with it. */
export function changeTenantFrom(body: Body): TenantChange | string {
  return complaint(body, TENANT_CHANGE) ?? { ...body };
}

/** Body of `POST /__sandbox/faults`, or what is wrong with it. */
export function readFault(body: Body): Fault | string {
  return complaint(body, FAULT) ?? { ...body };
}
