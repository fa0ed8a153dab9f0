import type { Organization, Tenant } from "../model";
import type { SeededEstate } from "../seed/estate";

/** What may be changed about a tenant from outside; a member left out stays as it is. */
export type TenantChange = Partial<
  Pick<Tenant, "status" | "name" | "organization" | "hostnames" | "licenseEndsAt" | "deletionStartsAt"> & {
    readonly clientSecret: string;
  }
>;

export type Estate = {
  organizations(): readonly Organization[];
  organizationByName(name: string): Organization | undefined;
  tenants(): readonly Tenant[];
  /** The same array until a tenant changes. */
  tenantsOf(organization: string): readonly Tenant[];
  tenantById(id: string): Tenant | undefined;
  /** Any hostname of the tenant, in any case. */
  tenantByHostname(hostname: string): Tenant | undefined;
  /** `undefined`: no such tenant. */
  changeTenant(id: string, change: TenantChange): Tenant | undefined;
  reset(): void;
};

/** Organizations and tenants, with the changes made to them since the start. */
export function createEstate({ seeded, clock }: { seeded: SeededEstate; clock: () => number }): Estate {
  const byId = new Map<string, Tenant>();
  const idByHostname = new Map<string, string>();
  const listOf = new Map<string, readonly Tenant[]>();

  function reset(): void {
    byId.clear();
    idByHostname.clear();
    listOf.clear();
    for (const tenant of seeded.tenants) {
      byId.set(tenant.id, tenant);
      for (const hostname of tenant.hostnames) idByHostname.set(hostname.toLowerCase(), tenant.id);
    }
  }
  reset();

  function changeTenant(id: string, change: TenantChange): Tenant | undefined {
    const tenant = byId.get(id);
    if (!tenant) return undefined;
    const { clientSecret, ...members } = change;
    const now = new Date(clock()).toISOString();
    const changed: Tenant = {
      ...tenant,
      ...members,
      client: clientSecret === undefined ? tenant.client : { ...tenant.client, clientSecret },
      statusLastUpdatedAt:
        members.status !== undefined && members.status !== tenant.status ? now : tenant.statusLastUpdatedAt,
      updatedAt: now,
    };
    for (const hostname of tenant.hostnames) idByHostname.delete(hostname.toLowerCase());
    for (const hostname of changed.hostnames) idByHostname.set(hostname.toLowerCase(), id);
    byId.set(id, changed);
    listOf.clear();
    return changed;
  }

  return {
    organizations: () => seeded.organizations,
    organizationByName: (name) => seeded.organizations.find((organization) => organization.name === name),
    tenants: () => [...byId.values()],
    tenantsOf(organization) {
      const list =
        listOf.get(organization) ??
        [...byId.values()].filter((tenant) => tenant.organization === organization);
      listOf.set(organization, list);
      return list;
    },
    tenantById: (id) => byId.get(id),
    tenantByHostname: (hostname) => byId.get(idByHostname.get(hostname.toLowerCase()) ?? ""),
    changeTenant,
    reset,
  };
}
