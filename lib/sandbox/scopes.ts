/** What the documented example of an organization token carries. */
export const ORGANIZATION_TENANTS_SCOPE = "cloud-console.tenants:read";

/** Full administrator access; the only scope that covers other people's OAuth tokens. */
export const ADMIN_SCOPE = "admin_classic";

/** What a region-level client has; nobody chooses it. */
export const REGION_SCOPES = [
  ADMIN_SCOPE,
  "tenants:create",
  "tenants:deactivate",
  "tenants:reactivate",
] as const;

/** Everything the account may do as a user, nothing of an administrator. */
export const USER_SCOPE = "user_default";

/** Scopes with which other users can be read. */
export const READ_USERS_SCOPES = [ADMIN_SCOPE, "admin.users", "admin.users:read"] as const;
