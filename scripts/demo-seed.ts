import { createSecret } from "@/lib/contracts/secret";
import { readEnv } from "@/lib/env";
import { type Actor, actorWithoutSession } from "@/lib/server/actor";
import { createRuntime, type Runtime } from "@/lib/server/runtime";
import { demoAccount } from "./lib/demo-account.js";
import { demoSelection, type SandboxCredentials, type SandboxTenant } from "./lib/demo-selection.js";

/** Fills a data folder from a sandbox through the console's own use cases; what is there already stays. */
async function seed(runtime: Runtime, credentials: SandboxCredentials): Promise<void> {
  const { services } = runtime;
  const administrator = await services.setup.ensureFirstAdministrator({
    ...demoAccount,
    name: "Ada Castellan",
  });
  if (!administrator) return console.log("› The data folder is filled already");
  const actor = actorWithoutSession(administrator);
  // Everybody knows this password, and the data is made up: nobody keeps the key of a demo.
  const { rootKey } = await services.encryptionKeys.get(actor);
  await services.encryptionKeys.confirmBackup(actor, { fingerprint: rootKey.fingerprint });
  const { organization, connected } = demoSelection(credentials);
  if (!organization) throw new Error("The sandbox has no organization.");
  const { name, clientId, clientSecret } = organization;
  const { tenantCount } = await services.organizations.connect(actor, {
    name,
    clientId,
    clientSecret: createSecret(clientSecret),
    storeUnchecked: false,
  });
  console.log(`› Connected the organization ${name} with ${tenantCount} tenants`);
  for (const tenant of connected) await connect(runtime, actor, tenant, false);
  // One that cannot be used, so that it can be seen what that looks like.
  const deactivated = credentials.tenants.find(
    (tenant) => tenant.organization === name && tenant.status === "deactivated",
  );
  if (deactivated) await connect(runtime, actor, deactivated, true);
  console.log(`› Connected ${connected.length} tenants${deactivated ? ", and one that fails" : ""}`);
}

const connect = (
  { services }: Runtime,
  actor: Actor,
  { tenantId, hostname, clientId, clientSecret }: SandboxTenant,
  storeUnchecked: boolean,
) =>
  services.tenants.putCredential(actor, tenantId, {
    hostname,
    clientId,
    clientSecret: createSecret(clientSecret),
    level: "tenant",
    storeUnchecked,
  });

const environment = readEnv();
if (!environment.ok) throw new Error(environment.problems.join("\n"));
const response = await fetch(`${process.env.CASTELLAN_SANDBOX_ORIGIN}/__sandbox/credentials`);
const runtime = await createRuntime(environment.env);
try {
  await seed(runtime, (await response.json()) as SandboxCredentials);
} finally {
  await runtime.close();
}
