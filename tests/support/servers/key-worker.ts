import path from "node:path";
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

/** Rotates data keys, or makes backups, until it is killed: `key-worker.ts rotate|backup <data folder> <name>` */
const [work, dataDir = "", name = ""] = process.argv.slice(2);
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

const rotate = async () => (await rotation.begin(actor)).finished;
const backUp = (turn: number) => backups.make(actor, path.join(dataDir, "backups", `${name}-${turn}.db`));

process.stdout.write("ready\n");
for (let turn = 0; ; turn += 1) {
  // The lease of the one that was killed before has to run out.
  await (work === "rotate" ? rotate() : backUp(turn)).catch(() => undefined);
}
