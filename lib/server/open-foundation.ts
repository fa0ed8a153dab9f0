import "server-only";
import type { Env } from "@/lib/env";
import { createAuditLog } from "./audit/audit-log";
import { openAuditLog } from "./audit/witness";
import { type Clock, type Monotonic, systemClock, systemMonotonic } from "./clock";
import { createLeases } from "./jobs/leases";
import { createLog, type Log } from "./log";
import { createNotes } from "./notes";
import { type OpenInstallation, openInstallation } from "./open-installation";
import { createQlikClient } from "./qlik/client";
import { createAuthority } from "./services/authority";
import type { Foundation } from "./services/foundation";
import { createOutward } from "./services/outward";
import { backUp } from "./store/backup";
import { claimDatabase } from "./store/migrate";
import { replaceGeneratedKey } from "./vault/generated-key";
import { findSessionSecret, makeSessionSecret } from "./vault/session-secret";

/** The foundation, and what only starting and ending are concerned with. */
export interface OpenFoundation extends Foundation, Pick<OpenInstallation, "madeKeyFile" | "exposed"> {
  /** Has this be the one console of a SQLite file until it is closed; only where the console is served. */
  claim(): void;
  /** To be called when nothing works on it any more. */
  close(): Promise<void>;
}

export interface FoundationOptions {
  readonly clock?: Clock;
  readonly elapsed?: Monotonic;
  readonly log?: Log;
  /** For one call to Qlik with everything it takes, in milliseconds. */
  readonly qlikDeadlineMs?: number;
  /** Takes each audit entry as a line, where the environment asks for them. */
  readonly print?: (line: string) => void;
  /** How long a dead instance keeps others from its background work, in milliseconds. */
  readonly leaseMs?: number;
  /** False for a command, which may run beside a console that has looked already: it takes seconds for each gigabyte. */
  readonly checksPages?: boolean;
}

/** Opens what an environment names. Throws a start refusal when the console must not run on what is there. */
export async function openFoundation(env: Env, options: FoundationOptions): Promise<OpenFoundation> {
  const { clock = systemClock, elapsed = systemMonotonic, log = createLog(env.logLevel) } = options;
  const { print = printLine, qlikDeadlineMs: deadlineMs, leaseMs } = options;
  const { dataDir, database, qlikConnectTo: connectTo, qlikExtraHosts: extraHosts } = env;
  const foundSecret =
    database.kind === "sqlite" ? findSessionSecret(env.sessionSecret, dataDir) : env.sessionSecret;
  const { store, vault, auditKeys, keyCustody, sharedSessionSecret, madeKeyFile, exposed, ...opened } =
    await openInstallation(env, options);
  const sessionSecret = foundSecret ?? sharedSessionSecret ?? makeSessionSecret(dataDir);
  const now = () => clock().getTime();
  const qlik = createQlikClient({ connectTo, extraHosts, log, clock: now, deadlineMs });
  const { installationId, rootKeys, rewrap } = keyCustody;
  const witness = await openAuditLog({
    ...opened,
    store,
    keys: auditKeys,
    installationId,
    dataDir,
    rootKeys,
    clock,
    log,
    elapsed,
    print: env.auditToStdout ? print : undefined,
  });
  const audit = createAuditLog({ store, clock, log });
  let release: (() => void) | undefined;
  return {
    store,
    vault,
    qlik,
    audit,
    auditKeys,
    witness,
    leases: createLeases({ store, log, ...(leaseMs === undefined ? {} : { lastsMs: leaseMs }) }),
    authority: createAuthority({ store, audit }),
    outward: createOutward({ store, audit, clock, onAnswered: witness.confirmPlace }),
    installationId,
    rootKeys,
    replaceRootKey: () => replaceGeneratedKey(dataDir),
    rewrap,
    writeBackup: (file, about) => backUp(database, file, about),
    sessionSecret,
    oidc: env.oidc,
    extraHosts,
    clock,
    elapsed,
    log,
    takeNote: createNotes(log),
    madeKeyFile,
    exposed,
    claim() {
      release ??= claimDatabase(database);
    },
    async close() {
      await qlik.close();
      await witness.close();
      await store.close();
      release?.();
    },
  };
}

const printLine = (line: string) => void process.stdout.write(`${line}\n`);
