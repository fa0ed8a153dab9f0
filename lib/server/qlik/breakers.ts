import "server-only";
import type { Timing } from "./timing";

export interface BreakerLimits {
  /** So many failures in a row, without any sign of life between, open the breaker. */
  readonly failures: number;
  /** After this a single request may try whether the host is back. */
  readonly coolDownMs: number;
}

/** A host that is not asked for the time being; milliseconds since the epoch. */
export interface Outage {
  readonly since: number;
  readonly triedAgainAt: number;
}

/** What a request has told about its host; one that its caller gave up tells nothing. */
export type Sign = "alive" | "failed" | "none";

export interface Breakers {
  /** The outage because of which a request would not be sent now. */
  outage(host: string): Outage | null;
  /** As `outage`, right before sending: null lets it go, and it has to be reported. */
  enter(host: string): Outage | null;
  report(host: string, sign: Sign): void;
}

interface Trouble {
  failures: number;
  readonly since: number;
  /** In milliseconds of `Timing.elapsed`. */
  openUntil: number | null;
  probing: boolean;
}

/** One breaker per host, so that a host that is down costs neither time nor slots. */
export function createBreakers(given: BreakerLimits & { readonly timing: Timing }): Breakers {
  const { failures, coolDownMs, timing } = given;
  const troubles = new Map<string, Trouble>();

  function outage(host: string): Outage | null {
    const trouble = troubles.get(host);
    if (!trouble || trouble.openUntil === null) return null;
    const left = trouble.openUntil - timing.elapsed();
    if (left <= 0 && !trouble.probing) return null;
    return { since: trouble.since, triedAgainAt: timing.clock() + Math.max(left, 0) };
  }

  return {
    outage,
    enter(host) {
      const found = outage(host);
      const trouble = troubles.get(host);
      if (!found && trouble && trouble.openUntil !== null) trouble.probing = true;
      return found;
    },
    report(host, sign) {
      if (sign === "alive") troubles.delete(host);
      const trouble = troubles.get(host);
      const wasProbe = trouble?.probing ?? false;
      if (trouble) trouble.probing = false;
      if (sign !== "failed") return;
      const counted = trouble ?? { failures: 0, since: timing.clock(), openUntil: null, probing: false };
      troubles.set(host, counted);
      counted.failures += 1;
      const opens = counted.openUntil === null ? counted.failures >= failures : wasProbe;
      if (opens) counted.openUntil = timing.elapsed() + coolDownMs;
    },
  };
}
