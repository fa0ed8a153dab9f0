import "server-only";
import type { RevocationReading } from "@/lib/contracts/revocations";
import { type AppError, appError, isAppError } from "../../app-error";
import type { NamedTenant } from "../../store/tokens/fleet-tokens";

/** Who follows a reading: is told how far it is, and ends it by going away. */
export interface ReadingWatcher {
  readonly onReading?: ((reading: RevocationReading) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** What came of one tenant. */
export type TenantReading<T> = NamedTenant & ({ readonly value: T } | { readonly failure: AppError });

const TENANTS_AT_ONCE = 32;
/** How long one tenant may take in all. Each of its calls has a deadline of its own, which is shorter. */
const PATIENCE_MS = 120_000;
const NAMED = 5;

/**
 * Does something in many tenants side by side: every one has its own budget at Qlik, and one that hangs holds up no
 * other. What goes wrong in a tenant is its result; what is wrong with the console, or with who asks, is thrown.
 */
export async function readTenants<T>(
  tenants: readonly NamedTenant[],
  read: (tenant: NamedTenant, signal: AbortSignal) => Promise<T>,
  { onReading, signal }: ReadingWatcher = {},
  /** How many tokens were read with that. */
  tokensIn: (value: T) => number = () => 0,
): Promise<TenantReading<T>[]> {
  const readings: TenantReading<T>[] = [];
  const waiting = tenants.map((tenant, place) => ({ tenant, place }));
  const under = new Set<NamedTenant>();
  // What is thrown by one ends the others too: nobody waits for them any more.
  const thrown = new AbortController();
  const caller = signal ? AbortSignal.any([signal, thrown.signal]) : thrown.signal;
  const so = { done: 0, unread: 0, tokens: 0 };
  const tell = () => onReading?.({ tenants: tenants.length, ...so, waitingFor: [...under].slice(0, NAMED) });

  const one = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const { tenant, place } = next;
      if (caller.aborted) throw nobodyWaits();
      under.add(tenant);
      tell();
      try {
        const value = await patiently(caller, (signal) => read(tenant, signal));
        readings[place] = { ...tenant, value };
        so.tokens += tokensIn(value);
      } catch (failure) {
        if (caller.aborted) throw nobodyWaits();
        if (!isOfTenant(failure)) throw failure;
        readings[place] = { ...tenant, failure };
        so.unread += 1;
      }
      under.delete(tenant);
      so.done += 1;
      tell();
    }
  };
  try {
    await Promise.all(Array.from({ length: Math.min(TENANTS_AT_ONCE, tenants.length) }, one));
  } finally {
    thrown.abort();
  }
  return readings;
}

/** In words for people: what happened, and what to do about it. */
export const becauseOf = ({ message, details }: AppError): string =>
  [message, details.advice].filter(Boolean).join(" ");

/** Whether something went wrong in one tenant alone. */
const isOfTenant = (failure: unknown): failure is AppError =>
  isAppError(failure) &&
  ["not_connected", "not_found", "upstream_failed", "unavailable"].includes(failure.code);

async function patiently<T>(caller: AbortSignal, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const given = AbortSignal.any([AbortSignal.timeout(PATIENCE_MS), caller]);
  let stopWaiting: () => void = () => undefined;
  const tooLong = new Promise<never>((_resolve, reject) => {
    stopWaiting = () => reject(tookTooLong());
    given.addEventListener("abort", stopWaiting, { once: true });
  });
  try {
    return await Promise.race([work(given), tooLong]);
  } finally {
    given.removeEventListener("abort", stopWaiting);
  }
}

const tookTooLong = () =>
  appError("upstream_failed", `It was not read to its end within ${PATIENCE_MS / 60_000} minutes.`, {
    advice: "Try again later, or revoke there by the tenant's own page.",
  });

const nobodyWaits = () =>
  appError("unavailable", "Nobody waited for the end of the reading. Nothing was kept or revoked.");
