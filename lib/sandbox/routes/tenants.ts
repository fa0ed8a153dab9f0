import { Hono } from "hono";
import type { TenantEnv } from "../context";
import { mannerAt, problem } from "../errors";
import type { Tenant } from "../model";
import { withoutNulls } from "../without-nulls";

/** The name is required here; the first hostname "maps to the display name" where no other is known. */
function displayName(tenant: Tenant): string {
  return tenant.name ?? tenant.hostnames[0]?.split(".")[0] ?? tenant.id;
}

/** A tenant as the tenant itself shows it. */
function toTenant(tenant: Tenant): Record<string, unknown> {
  return withoutNulls({
    id: tenant.id,
    name: displayName(tenant),
    hostnames: tenant.hostnames,
    region: tenant.regionLabel,
    datacenter: tenant.regionCode,
    status: tenant.status,
    created: tenant.createdAt,
    lastUpdated: tenant.updatedAt,
    statusLastUpdatedAt: tenant.statusLastUpdatedAt,
    createdByUser: tenant.createdBy,
    enableAnalyticCreation: false,
    enableAppOpeningFeedback: false,
    autoAssignCreateSharedSpacesRoleToProfessionals: true,
    autoAssignDataServicesContributorRoleToProfessionals: true,
    autoAssignPrivateAnalyticsContentCreatorRoleToProfessionals: true,
    // The example of the reference has plain http here.
    links: { self: { href: `http://${tenant.hostnames[0]}/api/v1/tenants/${tenant.id}` } },
  });
}

/** The tenant about itself. */
export function tenantsRoutes(): Hono<TenantEnv> {
  const routes = new Hono<TenantEnv>();

  routes.get("/api/v1/tenants/me", (context) => {
    const location = `/api/v1/tenants/${context.env.tenant.id}`;
    return context.html(`<a href="${location}">Found</a>.`, 302, { location });
  });

  routes.get("/api/v1/tenants/:tenantId", (context) => {
    const { tenant } = context.env;
    if (context.req.param("tenantId") === tenant.id) return Response.json(toTenant(tenant));
    return problem(mannerAt(context.req.path), { status: 404, code: "TENANTS-8", title: "Not found" });
  });

  return routes;
}
