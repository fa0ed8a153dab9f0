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
