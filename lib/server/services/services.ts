import "server-only";
import * as account from "@/lib/contracts/account";
import * as auditChain from "@/lib/contracts/audit-chain";
import * as auditEvents from "@/lib/contracts/audit-events";
import * as connectionDrafts from "@/lib/contracts/connection-drafts";
import * as credentialList from "@/lib/contracts/credential-list";
import * as encryptionKeys from "@/lib/contracts/encryption-keys";
import * as fleetTokens from "@/lib/contracts/fleet-tokens";
import * as health from "@/lib/contracts/health";
import * as invitations from "@/lib/contracts/invitations";
import * as oauthTokens from "@/lib/contracts/oauth-tokens";
import { isOperation } from "@/lib/contracts/operation";
import * as organizations from "@/lib/contracts/organizations";
import * as outward from "@/lib/contracts/outward";
import * as overview from "@/lib/contracts/overview";
import * as people from "@/lib/contracts/people";
import * as revocations from "@/lib/contracts/revocations";
import * as search from "@/lib/contracts/search";
import * as settings from "@/lib/contracts/settings";
import * as setup from "@/lib/contracts/setup";
import * as tenantChanges from "@/lib/contracts/tenant-changes";
import * as tenants from "@/lib/contracts/tenants";
import * as tokenInventory from "@/lib/contracts/token-inventory";
import * as users from "@/lib/contracts/users";
import * as views from "@/lib/contracts/views";
import { createBackupSignatures } from "../audit/backup-signatures";
import { createAccountService } from "./account/account";
import { createOwnSecondFactorService } from "./account/own-second-factor";
import { createAccountsAtTheMachine } from "./accounts-at-the-machine";
import { createAuditChainService } from "./audit-chain";
import { createAuditEventService } from "./audit-events/audit-events";
import { createBackupService } from "./backups";
import { createConnectionDraftService } from "./connection-drafts/connection-drafts";
import { createCredentialService } from "./credentials";
import type { DataKeyRotation } from "./encryption-keys/data-key-rotation";
import { createEncryptionKeyService } from "./encryption-keys/encryption-keys";
import { createTenantExportService } from "./exports/tenant-exports";
import { createFleetTokenService } from "./fleet-tokens";
import type { Foundation } from "./foundation";
import { createHealthService } from "./health";
import { createOAuthTokenService } from "./oauth-tokens";
import { createOrganizationService } from "./organizations";
import { createOverviewService } from "./overview";
import { createPeopleService } from "./people";
import type { ReachingQlik } from "./reaching-qlik";
import { createRevocationService } from "./revocations/revocations";
import { createSearchService } from "./search";
import { createOwnSessionService } from "./sessions/own-sessions";
import { createSetupService } from "./setup";
import type { SigningIn } from "./signing-in";
import { createTenantChangeService } from "./tenant-changes";
import { createTenantService } from "./tenants/tenants";
import { createUserService } from "./users/users";
import { createViewService } from "./views";

/** Whose operations are answered; a test holds them against the routes. */
const contracts = [
  account,
  auditChain,
  auditEvents,
  connectionDrafts,
  credentialList,
  encryptionKeys,
  fleetTokens,
  health,
  invitations,
  oauthTokens,
  organizations,
  outward,
  overview,
  people,
  revocations,
  search,
  settings,
  setup,
  tenantChanges,
  tenants,
  tokenInventory,
  users,
  views,
];

/** Every operation that a service answers. */
export const servedOperations = contracts.flatMap((contract) => Object.values(contract).filter(isOperation));

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
