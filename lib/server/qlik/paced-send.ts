import "server-only";
import { err } from "@/lib/server/result";
import { type BreakerLimits, createBreakers, type Sign } from "./breakers";
import type { BudgetLimit } from "./budgets";
import { type Deadline, ranOutOfTime, startDeadline } from "./deadlines";
import { meaningOf } from "./errors";
import { tierOf } from "./requests-told";
import { type Attempt, createRetries } from "./retries";
import { retryAfterMs } from "./retry-after";
import { createSlots, type Priority } from "./slots";
import { createSweptMap } from "./swept-map";
import { createTenantGate, type TenantGate } from "./tenant-gates";
import type { Timing } from "./timing";
import type { HttpRequest, Sent, Transport } from "./transport";
import { budgetUsedUp, hostIsDown, neverItsTurn } from "./unsent-errors";

/** On whose behalf a request is sent. */
export interface Terms {
  readonly clientId: string;
  readonly priority: Priority;
  /** Of the whole call that the request is a part of; left out, the request has one of its own. */
  readonly deadline?: Deadline;
}

export type PacedSend = (request: HttpRequest, terms: Terms) => Promise<Sent>;

export interface Pace {
  readonly slotsPerTenant: number;
  readonly slotsInAll: number;
  /** Within one window: Qlik counts 1000, 100 and 200 a minute over five minutes (FACTS.md section 13). */
  readonly readsPerWindow: number;
  readonly writesPerWindow: number;
  readonly userFiltersPerWindow: number;
  readonly windowMs: number;
  readonly marginMs: number;
  readonly breaker: BreakerLimits;
}

export const QLIKS_PACE: Pace = {
  slotsPerTenant: 16,
  slotsInAll: 256,
  readsPerWindow: 5_000,
  writesPerWindow: 500,
  userFiltersPerWindow: 1_000,
  windowMs: 300_000,
  marginMs: 300,
  breaker: { failures: 8, coolDownMs: 10_000 },
};

/**
 * Sends requests when it is their turn: the tenant's slot and the tier's budget first, then the global slot (the other
 * way round, a slow tenant would hold up all others). Failures that pass are tried again within the deadline.
 */
export function createPacedSend(given: {
  readonly send: Transport["send"];
  readonly pace: Pace;
  readonly timing: Timing;
  readonly deadlineMs: number;
}): PacedSend {
  const { send, pace, timing, deadlineMs } = given;
  const limit = (requests: number): BudgetLimit => ({
    requests,
    windowMs: pace.windowMs,
    marginMs: pace.marginMs,
  });
  const limits = {
    reads: limit(pace.readsPerWindow),
    writes: limit(pace.writesPerWindow),
    "user-filters": limit(pace.userFiltersPerWindow),
  };
  const gates = createSweptMap<string, TenantGate>((gate) => gate.isIdle());
  const slots = createSlots(pace.slotsInAll);
  const breakers = createBreakers({ ...pace.breaker, timing });
  const retries = createRetries(timing);

  function gateOf(host: string): TenantGate {
    const known = gates.get(host);
    if (known) return known;
    const gate = createTenantGate({ slots: pace.slotsPerTenant, limits, timing });
    gates.set(host, gate);
    return gate;
  }

  async function attempt(request: HttpRequest, terms: Terms, deadline: Deadline): Promise<Attempt> {
    const { host } = request;
    const { clientId, priority } = terms;
    const { signal } = deadline;
    const entrant = { clientId, tier: tierOf(request), priority, deadline };
    const unsent = (error: ReturnType<typeof neverItsTurn>): Attempt => ({ sent: false, answer: err(error) });
    for (;;) {
      const down = breakers.outage(host);
      if (down) return unsent(hostIsDown(request, down));
      const entered = await gateOf(host).enter(entrant);
      if ("refusal" in entered) {
        if (entered.refusal.reason === "given-up") return unsent(neverItsTurn(request, signal));
        const wait = entered.refusal.availableAt - timing.elapsed();
        return unsent(budgetUsedUp(request, timing.clock() + wait));
      }
      const { pass } = entered;
      const release = await slots.acquire(priority, signal);
      // While it waited, a 429 may have closed the tier, or the host may have gone down.
      const blocked = pass.isBlocked();
      const outage = release && !blocked ? breakers.enter(host) : null;
      if (!release || blocked || outage) {
        release?.();
        pass.giveBack();
        if (!release) return unsent(neverItsTurn(request, signal));
        if (outage) return unsent(hostIsDown(request, outage));
        continue;
      }
      try {
        const answer = await send({ ...request, deadline });
        breakers.report(host, signOf(answer, signal));
        if (answer.ok && answer.value.status === 429) pass.block(retryAfterMs(answer.value, timing.clock()));
        return { sent: true, answer };
      } finally {
        release();
        pass.settle();
      }
    }
  }

  return async (request, terms) => {
    const deadline = terms.deadline ?? startDeadline(deadlineMs, request.signal, timing.elapsed);
    try {
      return await retries.run(request, deadline, () => attempt(request, terms, deadline));
    } finally {
      if (!terms.deadline) deadline.end();
    }
  };
}

function signOf(answer: Sent, signal: AbortSignal): Sign {
  if (answer.ok) return answer.value.status >= 500 ? "failed" : "alive";
  if (signal.aborted && !ranOutOfTime(signal)) return "none";
  const { again, fault } = meaningOf(answer.error);
  if (fault === "machine") return "none";
  if (again === "soon") return "failed";
  // A host that is not found or not allowed was not reached; anything else has at least said something.
  return answer.error.notSent ? "none" : "alive";
}
