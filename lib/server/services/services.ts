import "server-only";
import type { AccountService } from "./account";
import type { AccountsAtTheMachine } from "./accounts-at-the-machine";
import type { AuditChainService } from "./audit-chain";
import type { AuditEventService } from "./audit-events";
import type { ConnectionDraftService } from "./connection-drafts";
import type { HealthService } from "./health";
import type { Inventory } from "./inventory";
import type { InvitationService } from "./invitations";
import type { OAuthTokenService } from "./oauth-tokens";
import type { OrganizationService } from "./organizations";
import type { OverviewService } from "./overview";
import type { OwnSecondFactorService } from "./own-second-factor";
import type { OwnSessionService } from "./own-sessions";
import type { PeopleService } from "./people";
import type { SearchService } from "./search";
import type { SettingsService } from "./settings";
import type { SetupService } from "./setup";
import type { TenantChangeService } from "./tenant-changes";
import type { TenantExportService } from "./tenant-exports";
import type { TenantService } from "./tenants";
import type { UserService } from "./users";
import type { ViewService } from "./views";

/** Every use case, by the name of its resource. */
export interface Services {
  readonly organizations: OrganizationService;
  readonly inventory: Inventory;
  readonly tenants: TenantService;
  readonly tenantChanges: TenantChangeService;
  readonly tenantExports: TenantExportService;
  readonly connectionDrafts: ConnectionDraftService;
  readonly users: UserService;
  readonly oauthTokens: OAuthTokenService;
  readonly auditEvents: AuditEventService;
  readonly auditChain: AuditChainService;
  readonly overview: OverviewService;
  readonly search: SearchService;
  readonly people: PeopleService;
  readonly invitations: InvitationService;
  readonly setup: SetupService;
  readonly settings: SettingsService;
  readonly account: AccountService;
  readonly ownSecondFactor: OwnSecondFactorService;
  readonly ownSessions: OwnSessionService;
  readonly accounts: AccountsAtTheMachine;
  readonly views: ViewService;
  readonly health: HealthService;
}
