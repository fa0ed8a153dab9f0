import "server-only";
import type { Env } from "@/lib/env";
import { createAuditLog } from "./audit/audit-log";
import { createBackupSignatures } from "./audit/backup-signatures";
import { createInterruptedActs, type InterruptedActs } from "./audit/interrupted";
import { type InstallationWitness, openAuditLog } from "./audit/witness";
import { createBackground } from "./background";
import { type Clock, type Monotonic, systemClock, systemMonotonic } from "./clock";
import { createLeases } from "./jobs/leases";
import { createLog, type Log } from "./log";
import { createNotes } from "./notes";
import { openInstallation } from "./open-installation";
import { ownEnvironment } from "./own-environment";
import type { Exposed } from "./private-files";
import { createQlikClient } from "./qlik/client";
import { createAccountService } from "./services/account";
import { createAccountsAtTheMachine } from "./services/accounts-at-the-machine";
import { createAttemptLimits } from "./services/attempt-limits";
import { createAuditChainService } from "./services/audit-chain";
import { createAuditEventService } from "./services/audit-events";
import { createAuthority } from "./services/authority";
import { createBackupService } from "./services/backups";
import { createConnectionDraftService } from "./services/connection-drafts";
import { createConnections } from "./services/connections";
import { createCredentialLevels } from "./services/credential-levels";
import { createCredentialService } from "./services/credentials";
import { createDataKeyRotation } from "./services/data-key-rotation";
import { createEncryptionKeyService } from "./services/encryption-keys";
import { createFleetTokenService } from "./services/fleet-tokens";
import { createHealthService } from "./services/health";
import { createIdentity } from "./services/identity";
import { createInterruptedRevocations } from "./services/interrupted-revocations";
import { createInventory } from "./services/inventory";
import { createInvitationService } from "./services/invitations";
import { createKnownDevices } from "./services/known-devices";
import { createOAuthTokenService } from "./services/oauth-tokens";
import { createOrganizationService } from "./services/organizations";
import { createOutward, type Outward } from "./services/outward";
import { createOverviewService } from "./services/overview";
import { createOwnSecondFactorService } from "./services/own-second-factor";
import { createPeopleService } from "./services/people";
import { createRevocationService } from "./services/revocations/revocations";
import { createSealedCredentials } from "./services/sealed-credentials";
import { createSearchService } from "./services/search";
import { createSecondFactors } from "./services/second-factors";
import type { Services } from "./services/services";
import { createOwnSessionService } from "./services/sessions/own-sessions";
import { createRequestBudget, type RequestBudget } from "./services/sessions/request-budget";
import { createSessions, type Sessions } from "./services/sessions/sessions";
import { createSettingsService } from "./services/settings";
import { createSetupService } from "./services/setup";
import { createPasswordSignIn, type PasswordSignIn } from "./services/sign-in/password-sign-in";
import { createSingleSignOn, type SingleSignOn } from "./services/sign-in/single-sign-on";
import { createTenantChangeService } from "./services/tenant-changes";
import { createTenantExportService } from "./services/tenant-exports";
import { createTenantService } from "./services/tenants";
import { createTokenInventoryService } from "./services/token-inventory/token-inventory";
import { createUserService } from "./services/users";
import { createViewService } from "./services/views";
import { backUp } from "./store/backup";
import { claimDatabase } from "./store/migrate";
import { replaceGeneratedKey } from "./vault/generated-key";
import { findSessionSecret, makeSessionSecret } from "./vault/session-secret";

/** Everything that runs, built once. */
export interface Runtime {
  readonly env: Env;
  readonly log: Log;
  readonly sessionSecret: string;
  readonly clock: Clock;
  readonly sessions: Sessions;
  readonly passwordSignIn: PasswordSignIn;
  readonly requestBudget: RequestBudget;
  /** Undefined: no OpenID provider is configured. */
  readonly singleSignOn: SingleSignOn | undefined;
  readonly services: Services;
  readonly interruptedActs: InterruptedActs;
  /** Held at start where the database may be one of two; see services/outward.ts. */
  readonly outward: Outward;
  /** Of the encryption key, when this start has just made it. */
  readonly madeKeyFile: string | undefined;
  /** What of the console's own others on this machine could get at when it was opened. */
  readonly exposed: readonly Exposed[];
  /** What is known of the installation outside of its database. */
  readonly witness: InstallationWitness;
  /** Has this be the one console of a SQLite file until it is closed; only where the console is served. */
  claim(): void;
  /** Begins background work, and takes up what was left of it; only where the console is served. */
  startJobs(): Promise<void>;
  /** Goes on with a rotation of data keys that was cut off, by the end of a process or by another one's. */
  readonly tendDataKeys: () => Promise<void>;
  close(): Promise<void>;
}

/** What tests bring of their own, and commands. */
export interface RuntimeOptions {
  readonly clock?: Clock;
  readonly elapsed?: Monotonic;
  readonly log?: Log;
  /** For one call to Qlik with everything it takes, in milliseconds. */
  readonly qlikDeadlineMs?: number;
  /** Takes each audit entry as a line, where the environment asks for them. */
  readonly print?: (line: string) => void;
  /** Calls of one session. */
  readonly requestsPerMinute?: number;
  /** How long a dead instance keeps others from its background work, in milliseconds. */
  readonly leaseMs?: number;
  /** False for a command, which may run beside a console that has looked already: it takes seconds for each gigabyte. */
  readonly checksPages?: boolean;
}

const REQUESTS_PER_MINUTE = 1200;

/** Builds the console for an environment. Throws a start refusal when it must not run on what is there. */
export async function createRuntime(env: Env, options: RuntimeOptions = {}): Promise<Runtime> {
  const { clock = systemClock, elapsed = systemMonotonic, log = createLog(env.logLevel) } = options;
  const { requestsPerMinute: perMinute = REQUESTS_PER_MINUTE, qlikDeadlineMs, leaseMs } = options;
  const foundSecret =
    env.database.kind === "sqlite" ? findSessionSecret(env.sessionSecret, env.dataDir) : env.sessionSecret;
  const { store, vault, auditKeys, keyCustody, sharedSessionSecret, madeKeyFile, exposed, ...opened } =
    await openInstallation(env, options);
  const sessionSecret = foundSecret ?? sharedSessionSecret ?? makeSessionSecret(env.dataDir);
  const { qlikConnectTo: connectTo, qlikExtraHosts: extraHosts } = env;
  const now = () => clock().getTime();
  const qlik = createQlikClient({ connectTo, extraHosts, log, clock: now, deadlineMs: qlikDeadlineMs });
  const { installationId, rootKeys, rewrap } = keyCustody;
  const witness = await openAuditLog({
    ...opened,
    store,
    keys: auditKeys,
    installationId,
    dataDir: env.dataDir,
    rootKeys,
    clock,
    log,
    elapsed,
    print: env.auditToStdout ? (options.print ?? printLine) : undefined,
  });
  const audit = createAuditLog({ store, clock, log });
  const takeNote = createNotes(log);
  const authority = createAuthority({ store, audit });
  const outward = createOutward({ store, audit, clock, onAnswered: witness.confirmPlace });
  const sealedCredentials = createSealedCredentials({ vault, clock });
  const reachingQlik = { store, qlik, sealedCredentials, clock };
  const connections = createConnections({ ...reachingQlik, extraHosts, takeNote, authority, outward });
  const settings = createSettingsService({ store, audit, clock });
  const sessions = createSessions({ store, audit, settings, clock, takeNote, log });
  const limits = createAttemptLimits({ store, clock });
  const secondFactors = createSecondFactors({ store, vault, clock });
  const devices = createKnownDevices({ secret: sessionSecret, clock });
  const identity = createIdentity({ store, limits, secondFactors, devices });
  const lasting = leaseMs === undefined ? {} : { lastsMs: leaseMs };
  const leases = createLeases({ store, log, ...lasting });
  const inventory = createInventory({ store, connections, leases, outward, clock, log });
  /** What work in the background needs, whoever has asked for it. */
  const working = { store, connections, audit, leases, authority, outward, clock, elapsed, log };
  const tokenInventory = createTokenInventoryService(working);
  const dataKeyRotation = createDataKeyRotation({ ...working, vault, installationId, rootKeys });
  const ask = { "oauth-token.revoke": createInterruptedRevocations({ store, connections, clock }) };
  const interruptedActs = createInterruptedActs({ store, clock, log, ask });
  const tended = { inventory, tokenInventory, dataKeyRotation, interruptedActs };
  const background = createBackground({ ...working, ...tended, witness });
  const tenants = createTenantService({
    ...working,
    sealedCredentials,
    credentialLevels: createCredentialLevels({ ...reachingQlik, elapsed }),
    extraHosts,
  });
  const organizations = createOrganizationService({ ...working, sealedCredentials, inventory });
  const ofDrafts = { ...working, sealedCredentials, tenants, extraHosts };
  const connectionDrafts = createConnectionDraftService(ofDrafts);
  let release: (() => void) | undefined;
  const invitations = createInvitationService({ store, audit, limits, clock });
  return {
    env,
    log,
    sessionSecret,
    clock,
    sessions,
    passwordSignIn: createPasswordSignIn({ identity, devices, sessions, audit }),
    requestBudget: createRequestBudget({ elapsed, perMinute }),
    singleSignOn:
      env.oidc && createSingleSignOn({ store, sessions, audit, clock, log, invitations, settings: env.oidc }),
    services: {
      organizations,
      inventory,
      tenants,
      connectionDrafts,
      credentials: createCredentialService({ store, tenants, organizations, authority, clock, log }),
      tenantChanges: createTenantChangeService({ store, clock }),
      users: createUserService({ connections, clock, store }),
      oauthTokens: createOAuthTokenService({ store, connections, audit, clock, log }),
      tokenInventory,
      fleetTokens: createFleetTokenService({ store, clock }),
      revocations: createRevocationService({
        ...working,
        tokenInventory,
        wake: background.wakeRevocations,
      }),
      auditEvents: createAuditEventService({ store, audit, clock, authority }),
      auditChain: createAuditChainService({ store, keys: auditKeys, audit, witness, clock }),
      backups: createBackupService({
        audit,
        rootKeys,
        write: (file, about) => backUp(env.database, file, about),
        clock,
      }),
      encryptionKeys: createEncryptionKeyService({
        store,
        vault,
        audit,
        leases,
        rotation: dataKeyRotation,
        rootKeys,
        signatures: createBackupSignatures(auditKeys, installationId),
        replaceRootKey: () => replaceGeneratedKey(env.dataDir),
        rewrap,
        clock,
      }),
      setup: createSetupService({ store, audit, limits, witness }),
      settings,
      account: createAccountService({
        store,
        identity,
        devices,
        sessions,
        settings,
        audit,
        clock,
      }),
      ownSecondFactor: createOwnSecondFactorService({
        store,
        identity,
        secondFactors,
        sessions,
        settings,
        audit,
        clock,
      }),
      ownSessions: createOwnSessionService({ store, sessions, settings, audit, clock }),
      accounts: createAccountsAtTheMachine({ store, limits, audit }),
      overview: createOverviewService({ store, clock }),
      search: createSearchService({ store }),
      tenantExports: createTenantExportService({ store, clock }),
      views: createViewService({ store, clock }),
      people: createPeopleService({
        store,
        audit,
        clock,
        rolesAreClaimed: (env.oidc?.roleMapping.length ?? 0) > 0,
      }),
      invitations,
      health: createHealthService({ store }),
      outward,
    },
    interruptedActs,
    outward,
    madeKeyFile,
    exposed,
    witness,
    claim() {
      release ??= claimDatabase(env.database);
    },
    startJobs: background.start,
    tendDataKeys: dataKeyRotation.tend,
    async close() {
      await background.stop();
      await Promise.all([inventory.settled(), connectionDrafts.settled()]);
      await qlik.close();
      await witness.close();
      await store.close();
      release?.();
    },
  };
}

const printLine = (line: string) => void process.stdout.write(`${line}\n`);

// One per process: Next loads this module once for start-up and again for routes and pages.
const SLOT = Symbol.for("castellan.runtime");
const slots = globalThis as { [SLOT]?: Promise<Runtime> };

/** The process's own runtime, made at first use. */
export function getRuntime(): Promise<Runtime> {
  slots[SLOT] ??= createRuntime(ownEnvironment());
  return slots[SLOT];
}

/** Puts a runtime in the place of the process's own; for tests. */
export function setRuntime(runtime: Runtime): void {
  slots[SLOT] = Promise.resolve(runtime);
}
