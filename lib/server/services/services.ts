import "server-only";
import { createBackupSignatures } from "../audit/backup-signatures";
import { createAccountService } from "./account";
import { createAccountsAtTheMachine } from "./accounts-at-the-machine";
import { createAuditChainService } from "./audit-chain";
import { createAuditEventService } from "./audit-events";
import { createBackupService } from "./backups";
import { createConnectionDraftService } from "./connection-drafts";
import { createCredentialService } from "./credentials";
import type { DataKeyRotation } from "./data-key-rotation";
import { createEncryptionKeyService } from "./encryption-keys";
import { createFleetTokenService } from "./fleet-tokens";
import type { Foundation } from "./foundation";
import { createHealthService } from "./health";
import { createOAuthTokenService } from "./oauth-tokens";
import { createOrganizationService } from "./organizations";
import { createOverviewService } from "./overview";
import { createOwnSecondFactorService } from "./own-second-factor";
import { createPeopleService } from "./people";
import type { ReachingQlik } from "./reaching-qlik";
import { createRevocationService } from "./revocations/revocations";
import { createSearchService } from "./search";
import { createOwnSessionService } from "./sessions/own-sessions";
import { createSetupService } from "./setup";
import type { SigningIn } from "./signing-in";
import { createTenantChangeService } from "./tenant-changes";
import { createTenantExportService } from "./tenant-exports";
import { createTenantService } from "./tenants";
import { createUserService } from "./users";
import { createViewService } from "./views";

/** What works by itself, as far as services have to do with it. */
interface OwnWork {
  readonly dataKeyRotation: DataKeyRotation;
  /** Called when there is a revocation to carry out. */
  readonly wakeRevocations: () => void;
}

/** Every use case, by the name of its resource. */
export type Services = Readonly<ReturnType<typeof createServices>>;

/** Each service takes what it names of what is given; those that others need come first. */
export function createServices(given: Foundation & SigningIn & ReachingQlik & OwnWork) {
  const { auditKeys, installationId, inventory, invitations, oidc, outward, settings, tokenInventory } =
    given;
  const tenants = createTenantService(given);
  const organizations = createOrganizationService(given);
  return {
    organizations,
    inventory,
    tenants,
    tenantChanges: createTenantChangeService(given),
    tenantExports: createTenantExportService(given),
    connectionDrafts: createConnectionDraftService({ ...given, tenants }),
    credentials: createCredentialService({ ...given, tenants, organizations }),
    users: createUserService(given),
    oauthTokens: createOAuthTokenService(given),
    fleetTokens: createFleetTokenService(given),
    tokenInventory,
    revocations: createRevocationService({ ...given, wake: given.wakeRevocations }),
    auditEvents: createAuditEventService(given),
    auditChain: createAuditChainService({ ...given, keys: auditKeys }),
    overview: createOverviewService(given),
    search: createSearchService(given),
    people: createPeopleService({ ...given, rolesAreClaimed: (oidc?.roleMapping.length ?? 0) > 0 }),
    invitations,
    backups: createBackupService({ ...given, write: given.writeBackup }),
    encryptionKeys: createEncryptionKeyService({
      ...given,
      rotation: given.dataKeyRotation,
      signatures: createBackupSignatures(auditKeys, installationId),
    }),
    setup: createSetupService(given),
    settings,
    account: createAccountService(given),
    ownSecondFactor: createOwnSecondFactorService(given),
    ownSessions: createOwnSessionService(given),
    accounts: createAccountsAtTheMachine(given),
    views: createViewService(given),
    health: createHealthService(given),
    /** Whether it may act outward is for others to ask. */
    outward: { get: outward.get, answer: outward.answer },
  };
}
