import "server-only";
import { createHash } from "node:crypto";
import type { Check } from "@/lib/contracts/checks";
import type { TenantCredentialInput } from "@/lib/contracts/credentials";
import type { Monotonic } from "../clock";
import type { QlikClient } from "../qlik/client";
import { type QlikHost, registerHostOf } from "../qlik/hosts";
import type { Store } from "../store/store";
import type { SealedCredentials } from "./sealed-credentials";

/** Whether an OAuth client given for a tenant is good for its whole region (decision 0040). */
export interface CredentialLevels {
  find(
    host: QlikHost,
    given: Pick<TenantCredentialInput, "clientId" | "clientSecret" | "level">,
    check: Check,
  ): Promise<"tenant" | "region">;
}

/** Many tenants that are given one client at a time ask Qlik once. */
const ANSWER_KEPT_MS = 60_000;

export function createCredentialLevels(given: {
  readonly store: Store;
  readonly qlik: QlikClient;
  readonly sealedCredentials: SealedCredentials;
  readonly elapsed: Monotonic;
}): CredentialLevels {
  const { store, qlik, sealedCredentials, elapsed } = given;
  const answers = new Map<string, { readonly taken: Promise<boolean>; readonly until: number }>();

  function isTakenByRegion(
    registerHost: QlikHost,
    credentials: { readonly clientId: string; readonly clientSecret: string },
  ): Promise<boolean> {
    const now = elapsed();
    for (const [key, { until }] of answers) if (until <= now) answers.delete(key);
    const { clientId, clientSecret } = credentials;
    const key = createHash("sha256")
      .update(JSON.stringify([registerHost, clientId, clientSecret]))
      .digest("hex");
    const known = answers.get(key)?.taken;
    if (known) return known;
    const taken = qlik
      .region(registerHost, sealedCredentials.forTrial(credentials))
      .exchange()
      .then(({ ok }) => ok);
    answers.set(key, { taken, until: now + ANSWER_KEPT_MS });
    return taken;
  }

  return {
    async find(host, credentials, check) {
      // Client ids are Qlik's own: what one is known to be holds for each of its tenants.
      if (await store.credentials.isOfRegion(credentials.clientId)) return "region";
      if (credentials.level === "tenant" || check.outcome === "failed") return "tenant";
      const registerHost = registerHostOf(host);
      return registerHost && (await isTakenByRegion(registerHost, credentials)) ? "region" : "tenant";
    },
  };
}
