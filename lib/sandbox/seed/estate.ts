import type { Organization, Tenant } from "../model";
import { REGION_SCOPES, USER_SCOPE } from "../scopes";
import { createOAuthClient } from "./oauth-clients";
import { createRandom } from "./random";
import { REGIONS } from "./regions";
import { SECOND_ORGANIZATION_NAMES, tenantNameAt } from "./tenant-names";
import { createGovernmentTenant, createTenant } from "./tenants";

export type SeededEstate = {
  readonly organizations: readonly Organization[];
  /** First organization, second organization, then the tenant that no organization lists. */
  readonly tenants: readonly Tenant[];
};

export type EstatePlan = {
  readonly seed: number;
  /** Tenants of the first organization. */
  readonly tenants: number;
  /** Moment, in milliseconds, to which all dates are relative. */
  readonly startedAt: number;
  /** Of the client of each organization. */
  readonly organizationScopes: readonly string[];
};

function createOrganization(
  { seed, organizationScopes }: EstatePlan,
  name: string,
  subscriptions: number,
): Organization {
  const random = createRandom("organization", seed, name);
  return {
    name,
    subscriptionIds: Array.from({ length: subscriptions }, () => random.digits(16)),
    client: createOAuthClient("Castellan", organizationScopes, seed, name),
    narrowClient: createOAuthClient("Reporting", [USER_SCOPE], seed, name, "narrow"),
    regionClients: new Map(
      REGIONS.map(({ label }) => [
        label,
        createOAuthClient(`${label.toUpperCase()} OAuth Client`, REGION_SCOPES, seed, name, "region", label),
      ]),
    ),
  };
}

/** Organizations and tenants of a seed; users and tokens are made when somebody asks for them. */
export function createSeededEstate(plan: EstatePlan): SeededEstate {
  const { seed, tenants, startedAt } = plan;
  const first = createOrganization(plan, "Northwind Analytics", 3);
  const second = createOrganization(plan, "Blue Harbor Group", 1);
  const ofFirst = Array.from({ length: tenants }, (_, index) =>
    createTenant({
      seed,
      startedAt,
      index,
      organization: first.name,
      emailDomain: "northwind.example",
      name: tenantNameAt(index),
      subscriptionIds: first.subscriptionIds,
      withTroubles: true,
    }),
  );
  const ofSecond = SECOND_ORGANIZATION_NAMES.map((name, index) =>
    createTenant({
      seed,
      startedAt,
      index,
      organization: second.name,
      emailDomain: "blueharbor.example",
      name,
      subscriptionIds: second.subscriptionIds,
      withTroubles: false,
    }),
  );
  return {
    organizations: [first, second],
    tenants: [...ofFirst, ...ofSecond, createGovernmentTenant(seed, startedAt)],
  };
}
