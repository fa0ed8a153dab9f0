import { type Env, readEnv } from "@/lib/env";
import { createAuditLog } from "@/lib/server/audit/audit-log";
import { openAuditLog } from "@/lib/server/audit/witness";
import { systemMonotonic } from "@/lib/server/clock";
import { createLog } from "@/lib/server/log";
import { openInstallation } from "@/lib/server/open-installation";

/** The environment of this process. Throws what is not as it should be. */
export function ownEnvironment(): Env {
  const environment = readEnv();
  if (!environment.ok) throw new Error(environment.problems.join("\n"));
  return environment.env;
}

/** Store, vault and audit log of the installation of this process's environment, without a console around them. */
export async function openParts() {
  const env = ownEnvironment();
  const installation = await openInstallation(env);
  const { store, auditKeys, keyCustody } = installation;
  const { installationId, rootKeys } = keyCustody;
  const log = createLog("silent");
  const clock = () => new Date();
  const elapsed = systemMonotonic;
  const parts = { ...installation, keys: auditKeys, installationId, rootKeys, clock, elapsed, log };
  await openAuditLog({ ...parts, dataDir: env.dataDir });
  return { ...installation, env, log, clock, audit: createAuditLog({ store, clock, log }) };
}
