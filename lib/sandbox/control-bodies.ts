import {
  atLeastZero,
  type Check,
  type Checks,
  complaint,
  count,
  flag,
  number,
  objectOf,
  oneOf,
  orNull,
  text,
} from "./control-checks";
import { TENANT_STATUSES } from "./model";
import { MANNERS, type RateLimits, type SettingsChange } from "./settings";
import type { TenantChange } from "./state/estate";
import { CUTS, type Fault } from "./state/faults";
import type { ClockChange } from "./state/timekeeper";

type Body = Readonly<Record<string, unknown>> | null;

const status: Check<number> = {
  // A Response cannot be made with any other.
  is: (value): value is number => count.is(value) && value >= 200 && value <= 599,
  wanted: "a status from 200 to 599",
};
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
const rateLimits: Checks<RateLimits> = {
  windowSeconds: atLeastZero,
  reads: count,
  writes: count,
  special: count,
  usersPerTenant: orNull(count),
};

const TENANT_CHANGE: Checks<TenantChange> = {
  status: oneOf(TENANT_STATUSES),
  name: orNull(text),
  organization: orNull(text),
  hostnames,
  clientSecret: text,
  licenseEndsAt: orNull(text),
  deletionStartsAt: orNull(text),
};

const FAULT: Checks<Fault> = {
  host: text,
  method: text,
  path: text,
  skip: count,
  times: count,
  status,
  headers,
  body: anything,
  carriedOut: flag,
  hang: flag,
  hangAfterHeaders: flag,
  delayMs: count,
  dripMs: count,
  cut: oneOf(CUTS),
  truncateTo: count,
  gzipBombMib: count,
};

const CLOCK_CHANGE: Checks<ClockChange> = { now: number, advanceMs: number, speed: atLeastZero };

const SETTINGS_CHANGE: Checks<SettingsChange> = {
  organizationLinks: oneOf(MANNERS.organizationLinks),
  organizationCursor: oneOf(MANNERS.organizationCursor),
  linksHost: orNull(text),
  singleTenant: oneOf(MANNERS.singleTenant),
  endOfList: oneOf(MANNERS.endOfList),
  errorStatus: oneOf(MANNERS.errorStatus),
  expiresIn: oneOf(MANNERS.expiresIn),
  meRedirects: oneOf(MANNERS.meRedirects),
  latencyMs: atLeastZero,
  connectLatencyMs: atLeastZero,
  rateLimits: orNull(objectOf(rateLimits)),
  oauthTokensPerUser: orNull(count),
};

/** Body of `PATCH /__sandbox/tenants/{tenantId}`, or what is wrong with it. */
export function changeTenantFrom(body: Body): TenantChange | string {
  return complaint(body, TENANT_CHANGE) ?? { ...body };
}

/** Body of `POST /__sandbox/faults`, or what is wrong with it. */
export function readFault(body: Body): Fault | string {
  return complaint(body, FAULT) ?? { ...body };
}

/** Body of `PATCH /__sandbox/clock`, or what is wrong with it. */
export function changeClockFrom(body: Body): ClockChange | string {
  return complaint(body, CLOCK_CHANGE) ?? { ...body };
}

/** Body of `PATCH /__sandbox/settings`, or what is wrong with it. */
export function changeSettingsFrom(body: Body): SettingsChange | string {
  return complaint(body, SETTINGS_CHANGE) ?? { ...body };
}
