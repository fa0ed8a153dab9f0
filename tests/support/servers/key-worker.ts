import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { actorAtTheMachine } from "@/lib/server/actor";
import { createLeases } from "@/lib/server/jobs/leases";
import { createAuthority } from "@/lib/server/services/authority";
import { createBackupService } from "@/lib/server/services/backups";
import { createDataKeyRotation } from "@/lib/server/services/encryption-keys/data-key-rotation";
import { backUp } from "@/lib/server/store/backup";
import { openParts } from "./parts";

/** Rotates data keys and makes backups, both at once, until it is killed: `key-worker.ts <name>` */
const [name = ""] = process.argv.slice(2);
const { env, store, vault, keyCustody, audit, log, clock } = await openParts();
const { installationId, rootKeys } = keyCustody;
// Short, because each of these workers dies with its lease in its hand.
const leases = createLeases({ store, log, lastsMs: 500 });
const authority = createAuthority({ store, audit });
const rotation = createDataKeyRotation({
  store,
  vault,
  audit,
  authority,
  leases,
  installationId,
  rootKeys,
  clock,
  log,
});
const backups = createBackupService({
  audit,
  rootKeys,
  write: (file, about) => backUp(env.database, file, about),
  clock,
});
const actor = actorAtTheMachine("worker");

async function rotateAgainAndAgain(): Promise<never> {
  // The lease of the worker that was killed before has to run out, and on a busy machine one's own is lost.
  for (;;)
    await rotation
      .begin(actor)
      .then(({ finished }) => finished)
      .catch(() => wait(20));
}

async function backUpAgainAndAgain(): Promise<never> {
  for (let turn = 0; ; turn += 1) {
    await backups.make(actor, path.join(env.dataDir, "backups", `${name}-${turn}.db`));
    // A backup holds this process up: let the rotation have its turn.
    await wait(5);
  }
}

process.stdout.write("ready\n");
await Promise.all([rotateAgainAndAgain(), backUpAgainAndAgain()]);
