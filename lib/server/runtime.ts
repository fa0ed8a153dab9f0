import "server-only";
import { type Env, readEnv } from "@/lib/env";
import { createAuditLog } from "./audit/audit-log";
import { beginAuditChain } from "./audit/begin";
import { createAuditChain } from "./audit/chain";
import { createInterruptedActs, type InterruptedActs } from "./audit/interrupted";
import { createRequestActors, type RequestActors } from "./auth/request-actor";
import { createSessions, type Sessions } from "./auth/sessions";
import { type Clock, systemClock } from "./clock";
import { createLeases, type Leases } from "./jobs/leases";
import { createLog, type Log } from "./log";
import { openInstallation } from "./open-installation";
import { createQlikClient } from "./qlik/client";
import { createAuditChainService } from "./services/audit-chain";
import { createAuditEventService } from "./services/audit-events";
import { createConnections } from "./services/connections";
import { createHealthService } from "./services/health";
import { createInterruptedRevocations } from "./services/interrupted-revocations";
import { createOAuthTokenService } from "./services/oauth-tokens";
import { createOrganizationService } from "./services/organizations";
import { createSealedCredentials } from "./services/sealed-credentials";
import type { Services } from "./services/services";
import { createSetupService } from "./services/setup";
import { createTenantService } from "./services/tenants";
import { createUserService } from "./services/users";
import { refuseToStart } from "./start-error";
import { findSessionSecret, makeSessionSecret } from "./vault/session-secret";

/** Everything that runs, built once. */
export interface Runtime {
  readonly env: Env;
  readonly log: Log;
  readonly sessionSecret: string;
  readonly sessions: Sessions;
  readonly actors: RequestActors;
  readonly services: Services;
  readonly interruptedActs: InterruptedActs;
  readonly leases: Leases;
  /** Of the encryption key, when this start has just made it. */
  readonly madeKeyFile: string | undefined;
  close(): Promise<void>;
}

/** What tests bring of their own. */
export interface RuntimeOptions {
  readonly clock?: Clock;
  readonly log?: Log;
  /** For one call to Qlik with everything it takes, in milliseconds. */
  readonly qlikDeadlineMs?: number;
  /** Takes each audit entry as a line, where the environment asks for them. */
  readonly print?: (line: string) => void;
}

/** Builds the console for an environment. Throws a start refusal when it must not run on what is there. */
export async function createRuntime(env: Env, options: RuntimeOptions = {}): Promise<Runtime> {
  const { clock = systemClock, log = createLog(env.logLevel), qlikDeadlineMs } = options;
  const foundSecret = findSessionSecret(env.sessionSecret, env.dataDir);
  const { store, vault, auditKeys, madeKeyFile } = await openInstallation(env);
  const sessionSecret = foundSecret ?? makeSessionSecret(env.dataDir);
  const extraHosts = env.qlikExtraHosts;
  const qlik = createQlikClient({
    connectTo: env.qlikConnectTo,
    extraHosts,
    log,
    clock: () => clock().getTime(),
    deadlineMs: qlikDeadlineMs,
  });
  const chain = createAuditChain({
    keys: auditKeys,
    log,
    now: () => clock().getTime(),
    print: env.auditToStdout ? (options.print ?? printLine) : undefined,
  });
  await beginAuditChain({ store, clock, log }, chain, auditKeys);
  const audit = createAuditLog({ store, clock, log });
  const sealedCredentials = createSealedCredentials({ vault, clock });
  const connections = createConnections({ store, qlik, sealedCredentials, extraHosts, clock });
  const sessions = createSessions({ store, audit, clock });
  return {
    env,
    log,
    sessionSecret,
    sessions,
    actors: createRequestActors({ sessions, secret: sessionSecret, publicUrl: env.publicUrl }),
    services: {
      organizations: createOrganizationService({ store, qlik, sealedCredentials, audit, clock }),
      tenants: createTenantService({ store, qlik, sealedCredentials, connections, audit, extraHosts, clock }),
      users: createUserService({ connections, clock }),
      oauthTokens: createOAuthTokenService({ connections, audit, clock }),
      auditEvents: createAuditEventService({ store, audit, clock }),
      auditChain: createAuditChainService({ store, keys: auditKeys, audit, clock }),
      setup: createSetupService({ store, audit }),
      health: createHealthService({ store }),
    },
    leases: createLeases({ store, log }),
    interruptedActs: createInterruptedActs({
      store,
      clock,
      log,
      ask: { "oauth-token.revoke": createInterruptedRevocations({ connections, clock }) },
    }),
    madeKeyFile,
    async close() {
      await qlik.close();
      await store.close();
    },
  };
}

const printLine = (line: string) => void process.stdout.write(`${line}\n`);

// One per process: Next loads this module once for start-up and again for routes and pages.
const SLOT = Symbol.for("castellan.runtime");
const slots = globalThis as { [SLOT]?: Promise<Runtime> };

/** The process's own runtime, made at first use. */
export function getRuntime(): Promise<Runtime> {
  slots[SLOT] ??= createRuntime(environmentOrRefuse());
  return slots[SLOT];
}

/** Puts a runtime in the place of the process's own; for tests. */
export function setRuntime(runtime: Runtime): void {
  slots[SLOT] = Promise.resolve(runtime);
}

function environmentOrRefuse(): Env {
  const result = readEnv();
  if (result.ok) return result.env;
  throw refuseToStart(
    "environment",
    `The environment is not as it should be:\n${result.problems.map((problem) => `  ${problem}`).join("\n")}\nNothing was written.`,
  );
}
