export const pagesOf = ({ tenantId }: { readonly tenantId: string }): readonly string[] => [
  "/",
  "/tenants",
  `/tenants/${tenantId}`,
  `/tenants/${tenantId}/users`,
  `/tenants/${tenantId}/tokens`,
  "/credentials",
  "/credentials/organizations/new",
  `/credentials/tenants/new?tenant=${tenantId}`,
  "/activity",
  "/sign-in",
  "/setup",
  "/no-such-page",
];

export const routesOf = ({ tenantId }: { readonly tenantId: string }): readonly string[] => [
  "/api/organizations",
  "/api/tenants?limit=100",
  `/api/tenants/${tenantId}`,
  `/api/tenants/${tenantId}/users`,
  `/api/tenants/${tenantId}/oauth-tokens`,
  "/api/audit-events",
  "/api/openapi.json",
  "/api/health/ready",
  "/api/auth/providers",
  "/api/session",
  "/api/no-such-route",
];
