import type { Tenant, TenantStatus } from "../model";
import { ADMIN_SCOPE, USER_SCOPE } from "../scopes";
import { licenceAt } from "./licences";
import { createOAuthClient } from "./oauth-clients";
import { createRandom, type Random } from "./random";
import { REGIONS, type Region } from "./regions";
import type { TenantName } from "./tenant-names";
import { DAY, HOUR, timestamp } from "./time";

/** So many tenants of the first organization also have a client with the scope of a mere user. */
const TENANTS_WITH_NARROW_CLIENT = 5;

export type TenantPlan = {
  readonly seed: number;
  readonly startedAt: number;
  readonly organization: string;
  readonly emailDomain: string;
  /** Place within the organization. */
  readonly index: number;
  readonly name: TenantName;
  readonly subscriptionIds: readonly string[];
  /** Whether some tenants of this organization are out of service, as in a grown estate. */
  readonly withTroubles: boolean;
};

function regionFor(name: TenantName, index: number, random: Random): Region {
  const suiting = REGIONS.find((region) => region.label === name.region);
  return suiting ?? REGIONS[index] ?? random.pick(REGIONS);
}

function statusAt(index: number): TenantStatus {
  if (index % 29 === 17) return "disabled";
  if (index % 29 === 23) return "deactivated";
  return "active";
}

function deletionDate(plan: TenantPlan, status: TenantStatus): string | null {
  if (status === "deactivated") return timestamp(plan.startedAt + (9 + (plan.index % 50)) * DAY);
  // A tenant may be in service and yet be due for deletion.
  if (plan.withTroubles && plan.index % 31 === 10) return timestamp(plan.startedAt + 27 * DAY);
  return null;
}

function hostnamesFor(plan: TenantPlan, region: Region, random: Random): readonly string[] {
  const generated = `${random.lowerCase(15)}.${region.label}.qlikcloud.com`;
  const alias = plan.name.alias === null ? [] : [`${plan.name.alias}.${region.label}.qlikcloud.com`];
  // One reference example lists a hostname outside the vendor's domains.
  const foreign = plan.withTroubles && plan.index === 31 ? [`analytics.${plan.emailDomain}`] : [];
  return [generated, ...alias, ...foreign];
}

/** One tenant of an organization. Everything but its dates follows from the seed and its place alone. */
export function createTenant(plan: TenantPlan): Tenant {
  const { seed, organization, index, startedAt } = plan;
  const random = createRandom("tenant", seed, organization, index);
  const region = regionFor(plan.name, index, random);
  const status = plan.withTroubles ? statusAt(index) : "active";
  const createdAt = startedAt - random.integer(60, 1500) * DAY - random.integer(0, 23) * HOUR;
  const updatedAt = startedAt - random.integer(1, 50) * DAY;
  const narrow = plan.withTroubles && index < TENANTS_WITH_NARROW_CLIENT;
  return {
    id: random.base64url(32),
    recordId: random.hex(24),
    name: plan.name.name,
    organization,
    hostnames: hostnamesFor(plan, region, random),
    regionLabel: region.label,
    regionCode: region.code,
    countryCode: region.countryCode,
    status,
    statusLastUpdatedAt: timestamp(status === "active" ? createdAt : updatedAt),
    createdAt: timestamp(createdAt),
    createdBy: random.base64url(32),
    updatedAt: timestamp(updatedAt),
    subscriptionId: plan.subscriptionIds[index % plan.subscriptionIds.length] ?? null,
    ...licenceAt(index, startedAt, random),
    deletionStartsAt: deletionDate(plan, status),
    emailDomain: plan.emailDomain,
    hasHostileNames: index % 3 === 0,
    client: createOAuthClient("Castellan", [ADMIN_SCOPE], seed, organization, index),
    narrowClient: narrow
      ? createOAuthClient("Sales portal", [USER_SCOPE], seed, organization, index, "narrow")
      : null,
  };
}

/** A tenant of Qlik Cloud Government: no organization lists it, and its region code is not documented. */
export function createGovernmentTenant(seed: number, startedAt: number): Tenant {
  const random = createRandom("government-tenant", seed);
  const createdAt = timestamp(startedAt - 420 * DAY);
  return {
    id: random.base64url(32),
    recordId: random.hex(24),
    name: "County Health Department",
    organization: null,
    hostnames: [`${random.lowerCase(15)}.us.qlikcloudgov.com`, "county-health.us.qlikcloudgov.com"],
    regionLabel: "us",
    regionCode: null,
    countryCode: null,
    status: "active",
    statusLastUpdatedAt: createdAt,
    createdAt,
    createdBy: random.base64url(32),
    updatedAt: timestamp(startedAt - 12 * DAY),
    subscriptionId: null,
    licenseNumber: null,
    licenseStartsAt: null,
    licenseEndsAt: null,
    deletionStartsAt: null,
    emailDomain: "county-health.example",
    hasHostileNames: false,
    client: createOAuthClient("Castellan", [ADMIN_SCOPE], seed, "government"),
    narrowClient: null,
  };
}
