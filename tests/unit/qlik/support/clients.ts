import { onTestFinished } from "vitest";
import { createSecret } from "@/lib/contracts/secret";
import type { QlikCredential } from "@/lib/server/qlik/access-tokens";
import { createQlikClient, type QlikClientOptions } from "@/lib/server/qlik/client";
import type { QlikError } from "@/lib/server/qlik/errors";
import { parseQlikHost, type QlikHost } from "@/lib/server/qlik/hosts";
import type { Result } from "@/lib/server/result";
import { type Script, startScriptedQlik } from "./scripted-qlik";
import { skippingTime } from "./time";

export const CLIENT_SECRET = "c11ent-s3cret-never-shown";

export const credential: QlikCredential = {
  key: "credential-1",
  clientId: "client-1",
  clientSecret: createSecret(CLIENT_SECRET),
};

export function hostOf(name: string): QlikHost {
  const host = parseQlikHost(name, []);
  if (!host.ok) throw new Error(host.error.message);
  return host.value;
}

export const ACME = hostOf("acme.eu.qlikcloud.com");

/** A client whose every request goes to a server that follows the script, and that does not really wait. */
export async function clientFor(script: Script, options: Partial<QlikClientOptions> = {}) {
  const { connectTo, seen } = await startScriptedQlik(script);
  const { time, timing } = skippingTime();
  const client = createQlikClient({ connectTo, extraHosts: [], ...timing, ...options });
  onTestFinished(() => client.close());
  return {
    seen,
    time,
    client,
    tenant: client.tenant(ACME, credential),
    organization: client.organization(credential),
  };
}

export function valueFrom<T>(result: Result<T, unknown>): T {
  if (!result.ok) throw new Error(`expected a value, got ${JSON.stringify(result.error)}`);
  return result.value;
}

export function errorFrom(result: Result<unknown, QlikError>): QlikError {
  if (result.ok) throw new Error(`expected an error, got ${JSON.stringify(result.value)}`);
  return result.error;
}
