import "server-only";
import type { AuditChainService } from "./audit-chain";
import type { AuditEventService } from "./audit-events";
import type { HealthService } from "./health";
import type { OAuthTokenService } from "./oauth-tokens";
import type { OrganizationService } from "./organizations";
import type { SetupService } from "./setup";
import type { TenantService } from "./tenants";
import type { UserService } from "./users";

/** Every use case, by the name of its resource. */
export interface Services {
  readonly organizations: OrganizationService;
  readonly tenants: TenantService;
  readonly users: UserService;
  readonly oauthTokens: OAuthTokenService;
  readonly auditEvents: AuditEventService;
  readonly auditChain: AuditChainService;
  readonly setup: SetupService;
  readonly health: HealthService;
}
