import type { SandboxResource } from "./resource";
import { OAUTH } from "./resources/oauth";
import { OAUTH_TOKENS } from "./resources/oauth-tokens";
import { ORGANIZATION_TENANTS } from "./resources/organization-tenants";
import { TENANTS } from "./resources/tenants";
import { USERS } from "./resources/users";

/** All that the sandbox answers to. */
export const RESOURCES: readonly SandboxResource[] = [
  OAUTH,
  TENANTS,
  USERS,
  OAUTH_TOKENS,
  ORGANIZATION_TENANTS,
];
