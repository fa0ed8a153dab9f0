import "server-only";
import { err, ok, type Result } from "@/lib/server/result";
import { waitFor } from "./deadlines";
import type { QlikError } from "./errors";
import type { QlikHost } from "./hosts";
import type { Tenant } from "./resources/tenants";
import { createSweptMap } from "./swept-map";
import type { Timing } from "./timing";

/** How long it is taken for true that a tenant is behind a host, in milliseconds. */
const KEPT_MS = 5 * 60_000;

/** At one host with one version of a credential: whether the tenant that is meant is the one that answers. */
export interface TenantProof {
  /** Asks the tenant behind the host who it is; another one than is meant is an error. */
  me(signal?: AbortSignal): Promise<Result<Tenant, QlikError>>;
  /** As `me`, unless that was answered within the last minutes; callers at the same time share one question. */
  hold(signal?: AbortSignal): Promise<Result<void, QlikError>>;
}

/**
 * Which tenant answered at a host, by host and credential version. A hostname can come to another tenant, for which the
 * credential may be good too: a region's client is.
 */
export function createTenantProofs({ elapsed }: Pick<Timing, "elapsed">) {
  const until = createSweptMap<string, number>((time) => time <= elapsed());
  const flights = new Map<string, Promise<Result<Tenant, QlikError>>>();

  return {
    of(given: {
      readonly host: QlikHost;
      readonly credentialKey: string;
      readonly tenantId: string;
      readonly ask: (signal?: AbortSignal) => Promise<Result<Tenant, QlikError>>;
    }): TenantProof {
      const { host, credentialKey, tenantId, ask } = given;
      const key = JSON.stringify([host, credentialKey, tenantId]);

      async function me(signal?: AbortSignal): Promise<Result<Tenant, QlikError>> {
        const answer = await ask(signal);
        if (!answer.ok) return answer;
        if (answer.value.id === tenantId) {
          until.set(key, elapsed() + KEPT_MS);
          return answer;
        }
        until.delete(key);
        return err(anotherTenant(host, answer.value.id, tenantId));
      }

      return {
        me,
        async hold(signal) {
          if ((until.get(key) ?? 0) > elapsed()) return ok(undefined);
          const flight = flights.get(key) ?? me().finally(() => flights.delete(key));
          flights.set(key, flight);
          // One caller who gives up does not end the question for the others.
          const answer = await (signal ? waitFor(flight, signal, () => err(givenUp(host))) : flight);
          return answer.ok ? ok(undefined) : answer;
        },
      };
    },
  };
}

function anotherTenant(host: QlikHost, is: string, expected: string): QlikError {
  return {
    kind: "another-tenant",
    message: `Another tenant answers at this hostname: its id is ${is}, expected was ${expected}.`,
    advice:
      "Use the hostname that belongs to this tenant; the first one of its list never changes. A released alias may have been taken by somebody else.",
    host,
  };
}

const givenUp = (host: QlikHost): QlikError => ({
  kind: "timed-out",
  message: `It was given up before ${host} said which tenant it is.`,
  advice: "Try again in a moment.",
  host,
});
