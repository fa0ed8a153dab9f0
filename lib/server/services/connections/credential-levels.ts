import "server-only";
import type { Check } from "@/lib/contracts/checks";
import type { TenantCredentialInput } from "@/lib/contracts/credentials";
import type { Monotonic } from "../../clock";
import type { QlikCredential } from "../../qlik/access-tokens";
import type { QlikClient } from "../../qlik/client";
import { type QlikHost, registerHostOf } from "../../qlik/hosts";
import type { Store } from "../../store/store";
import type { SealedCredentials } from "./sealed-credentials";

/**
 * Whether an OAuth client of a tenant is good for its whole region (decision 0040). Qlik is asked only about a client that
 * was given for several tenants; what it says holds in all of them, which the store sees to.
 */
export interface CredentialLevels {
  /** Of what somebody gives, before it is stored. */
  find(
    at: { readonly host: QlikHost; readonly tenantId: string },
    given: Pick<TenantCredentialInput, "clientId" | "clientSecret" | "level">,
    check: Check,
  ): Promise<"tenant" | "region">;
  /** Of what is stored, after it was checked again: the client when it is a region's. */
  learn(
    at: { readonly host: QlikHost; readonly tenantId: string },
    check: Check,
  ): Promise<{ readonly clientId: string } | undefined>;
}

/** Many tenants that are given one client at a time ask Qlik once. */
const ANSWER_KEPT_MS = 60_000;

export function createCredentialLevels(given: {
  readonly store: Store;
  readonly qlik: Pick<QlikClient, "region">;
  readonly sealedCredentials: SealedCredentials;
  readonly elapsed: Monotonic;
}): CredentialLevels {
  const { store, qlik, sealedCredentials, elapsed } = given;
  const answers = new Map<string, { readonly taken: Promise<boolean>; readonly until: number }>();

  function isTakenByRegion(host: QlikHost, credential: QlikCredential): Promise<boolean> | false {
    const registerHost = registerHostOf(host);
    if (!registerHost) return false;
    const now = elapsed();
    for (const [key, { until }] of answers) if (until <= now) answers.delete(key);
    const { clientId, clientSecret } = credential;
    const key = JSON.stringify([registerHost, clientId, sealedCredentials.fingerprint(clientSecret)]);
    const known = answers.get(key)?.taken;
    if (known) return known;
    const taken = qlik
      .region(registerHost, credential)
      .exchange()
      .then(({ ok }) => ok);
    answers.set(key, { taken, until: now + ANSWER_KEPT_MS });
    return taken;
  }

  return {
    async find({ host, tenantId }, credentials, check) {
      const { clientId, level } = credentials;
      if (await store.credentials.isOfRegion(clientId)) return "region";
      if (check.outcome === "failed") return "tenant";
      const isShared = level === "region" || (await store.credentials.isSharedBy(clientId, tenantId));
      return isShared && (await isTakenByRegion(host, sealedCredentials.forTrial(credentials)))
        ? "region"
        : "tenant";
    },
    async learn({ host, tenantId }, check) {
      if (check.outcome === "failed") return undefined;
      const stored = await store.credentials.findUsable({ tenantId });
      if (!stored) return undefined;
      const { clientId } = stored;
      if (await store.credentials.isOfRegion(clientId)) return { clientId };
      if (!(await store.credentials.isSharedBy(clientId, tenantId))) return undefined;
      return (await isTakenByRegion(host, await sealedCredentials.openForTrial(stored)))
        ? { clientId }
        : undefined;
    },
  };
}
