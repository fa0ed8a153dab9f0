import { Hono } from "hono";
import type { RouteContext, TenantEnv } from "../context";
import { COMMON_ERRORS, problem } from "../errors";
import type { Tenant } from "../model";
import type { SandboxResource } from "../resource";
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

/** `enableAnalyticCreation`: deprecated on 2026-05-12, sunset in 2027-03, of which the day is not stated. */
const DEPRECATION = { deprecation: "@1778544000", sunset: "Mon, 01 Mar 2027 00:00:00 GMT" } as const;

/** Comes to who does not say which version it knows; that a version from after the change silences it is inferred. */
function deprecationHeaders(request: Request): Readonly<Record<string, string>> {
  const known = request.headers.get("qlik-api-version");
  // As texts: `latest` comes after every year.
  return known !== null && known >= "2026-05" ? {} : DEPRECATION;
}

/** The tenant about itself. */
function tenantsRoutes({ state }: RouteContext): Hono<TenantEnv> {
  const routes = new Hono<TenantEnv>();

  routes.get("/api/v1/tenants/me", (context) => {
    const { id, hostnames } = context.env.tenant;
    const isAbsolute = state.settings.current().meRedirects === "absolute";
    const location = `${isAbsolute ? `https://${hostnames[0]}` : ""}/api/v1/tenants/${id}`;
    return context.html(`<a href="${location}">Found</a>.`, 302, { location });
  });

  routes.get("/api/v1/tenants/:tenantId", (context) => {
    const { tenant } = context.env;
    if (context.req.param("tenantId") === tenant.id) {
      return Response.json(toTenant(tenant), { headers: deprecationHeaders(context.req.raw) });
    }
    return problem(COMMON_ERRORS, { status: 404, code: "TENANTS-8", title: "Not found" });
  });

  return routes;
}

export const TENANTS: SandboxResource = {
  tenant: { path: "/api/v1/tenants", errors: COMMON_ERRORS, routes: tenantsRoutes },
};
