import { expect, onTestFinished, vi } from "vitest";
import type { EncryptionKeys } from "@/lib/contracts/encryption-keys";
import { createLog } from "@/lib/server/log";
import { createRuntime, type Runtime } from "@/lib/server/runtime";
import {
  type ConsoleOptions,
  connectOrganization,
  connectTenant,
  consoleForTest,
  type OpenConsole,
} from "./console";

export const keysOf = async ({ call }: OpenConsole) =>
  (await call("GET", "/api/encryption-keys")).json<EncryptionKeys>();

/** The one by which what is written now is sealed, or chained. */
export const currentKeyFor = (purpose: "audit" | "secrets", { dataKeys }: EncryptionKeys) =>
  dataKeys.find((key) => key.purpose === purpose && key.current);

/** A console with an organization and two tenants, whose secrets are sealed. */
export async function withSecrets(options: ConsoleOptions = {}): Promise<OpenConsole> {
  const opened = await consoleForTest({ tenants: 3, ...options });
  await connectOrganization(opened);
  await connectTenant(opened, opened.sandbox.tenant(0));
  await connectTenant(opened, opened.sandbox.tenant(1));
  return opened;
}

/** Another process on the same folder. */
export async function anotherProcess({ env }: OpenConsole): Promise<Runtime> {
  const runtime = await createRuntime(env, { log: createLog("silent") });
  onTestFinished(() => runtime.close());
  return runtime;
}

export const sealedSecrets = ({ sql }: OpenConsole) =>
  sql("SELECT id, sealedSecret FROM credentials ORDER BY id").map((row) => String(row.sealedSecret));

export const usersAreRead = async ({ call, sandbox }: OpenConsole, index = 0) =>
  (await call("GET", `/api/tenants/${sandbox.tenant(index).id}/users`)).status === 200;

export async function untilRotated(opened: OpenConsole): Promise<EncryptionKeys> {
  return vi.waitFor(
    async () => {
      const keys = await keysOf(opened);
      expect(keys.rotation).toMatchObject({ running: false, remaining: 0 });
      return keys;
    },
    { timeout: 15_000 },
  );
}
