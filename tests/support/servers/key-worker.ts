import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { parseEnv } from "@/lib/env";
import { actorAtTheMachine } from "@/lib/server/actor";
import { createAuditLog } from "@/lib/server/audit/audit-log";
import { beginAuditChain } from "@/lib/server/audit/begin";
import { createAuditChain } from "@/lib/server/audit/chain";
import { createLeases } from "@/lib/server/jobs/leases";
import { createLog } from "@/lib/server/log";
import { openInstallation } from "@/lib/server/open-installation";
import { createBackupService } from "@/lib/server/services/backups";
import { createDataKeyRotation } from "@/lib/server/services/data-key-rotation";
import { writeBackup } from "@/lib/server/store/sqlite/backup";

/** Rotates data keys and makes backups, both at once, until it is killed: `key-worker.ts <data folder> <name>` */
const [dataDir = "", name = ""] = process.argv.slice(2);
const parsed = parseEnv({ DATA_DIR: dataDir });
if (!parsed.ok) throw new Error(parsed.problems.join("\n"));
const { env } = parsed;
const { store, vault, auditKeys, keyCustody } = await openInstallation(env);
const { installationId, rootKeys } = keyCustody;
const log = createLog("silent");
const clock = () => new Date();
const chain = createAuditChain({ keys: auditKeys, log, now: () => Date.now(), print: undefined });
await beginAuditChain({ store, clock, log }, chain, auditKeys);
const audit = createAuditLog({ store, clock, log });
// Short, because each of these workers dies with its lease in its hand.
const leases = createLeases({ store, log, lastsMs: 500 });
const rotation = createDataKeyRotation({ store, vault, audit, leases, installationId, rootKeys, clock, log });
const backups = createBackupService({
  audit,
  rootKeys,
  write: (file, about) => writeBackup(path.join(dataDir, "castellan.db"), file, about),
  clock,
});
const actor = actorAtTheMachine("worker");

async function rotateAgainAndAgain(): Promise<never> {
  // The lease of the worker that was killed before has to run out.
  for (;;)
    await rotation.begin(actor).then(
      ({ finished }) => finished,
      () => wait(20),
    );
}

async function backUpAgainAndAgain(): Promise<never> {
  for (let turn = 0; ; turn += 1) {
    await backups.make(actor, path.join(dataDir, "backups", `${name}-${turn}.db`));
    // A backup holds this process up: let the rotation have its turn.
    await wait(5);
  }
}

process.stdout.write("ready\n");
await Promise.all([rotateAgainAndAgain(), backUpAgainAndAgain()]);
