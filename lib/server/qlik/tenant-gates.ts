import "server-only";
import { type Budget, type BudgetLimit, createBudget, type Tier } from "./budgets";
import { type Deadline, ranOutOfTime } from "./deadlines";
import type { Priority } from "./slots";
import type { Timing } from "./timing";

export interface Entrant {
  /** Whose budget is used: Qlik counts all calls of one OAuth client as those of its bot user. */
  readonly clientId: string;
  readonly tier: Tier;
  readonly priority: Priority;
  readonly deadline: Deadline;
}

/** Leave to send one request. Exactly one of `settle` and `giveBack` has to be called. */
export interface Pass {
  /** Whether a 429 has closed the tier meanwhile. */
  isBlocked(): boolean;
  /** Closes the tier for so many milliseconds from now. */
  block(ms: number): void;
  /** The request was sent and is over. */
  settle(): void;
  /** The request was not sent. */
  giveBack(): void;
}

/** Why nobody was let in; times are milliseconds of `Timing.elapsed`. */
export type Refusal =
  | { readonly reason: "rate-limited"; readonly availableAt: number }
  | { readonly reason: "given-up" };

export type Entered = { readonly pass: Pass } | { readonly refusal: Refusal };

/** The gate before one tenant: so many at a time, and each tier of each client within its budget. */
export interface TenantGate {
  /** At once with a refusal when the budget cannot let it in before its deadline. */
  enter(entrant: Entrant): Promise<Entered>;
  /** Whether it may be forgotten: nobody is in it or before it, and no budget is in use. */
  isIdle(): boolean;
}

interface Waiter {
  readonly arrival: number;
  readonly endsAt: number;
  answer(entered: Entered): void;
}

interface Lane {
  readonly budget: Budget;
  readonly interactive: Set<Waiter>;
  readonly background: Set<Waiter>;
}

export function createTenantGate(given: {
  readonly slots: number;
  readonly limits: Readonly<Record<Tier, BudgetLimit>>;
  readonly timing: Timing;
}): TenantGate {
  const { slots, limits, timing } = given;
  const lanes = new Map<string, Lane>();
  let inside = 0;
  let waiting = 0;
  let arrivals = 0;
  let alarm: { readonly at: number; readonly controller: AbortController } | undefined;

  function laneFor({ clientId, tier }: Entrant): Lane {
    const key = JSON.stringify([clientId, tier]);
    const lane = lanes.get(key) ?? {
      budget: createBudget(limits[tier]),
      interactive: new Set<Waiter>(),
      background: new Set<Waiter>(),
    };
    lanes.set(key, lane);
    return lane;
  }

  const isWaitedFor = (lane: Lane) => lane.interactive.size + lane.background.size > 0;

  /** Lets in whoever can go, people before background work; then waits for the next budget to open. */
  function pump(): void {
    if (waiting === 0 && !alarm) return;
    const now = timing.elapsed();
    const open = [...lanes.values()].filter(isWaitedFor);
    while (inside < slots) {
      const going = open.filter(({ budget }) => budget.availableAt(now, 0) <= now);
      const next = firstOf(going, "interactive") ?? firstOf(going, "background");
      if (!next) break;
      next.waiter.answer({ pass: letIn(next.lane) });
    }
    const opensAt = open.filter(isWaitedFor).map(({ budget }) => budget.availableAt(now, 0));
    setAlarm(inside < slots ? Math.min(...opensAt) : Number.POSITIVE_INFINITY);
  }

  function setAlarm(at: number): void {
    if (alarm?.at === at) return;
    alarm?.controller.abort();
    alarm = undefined;
    if (at === Number.POSITIVE_INFINITY) return;
    const controller = new AbortController();
    alarm = { at, controller };
    void timing.sleep(Math.max(at - timing.elapsed(), 0), controller.signal).then(() => {
      if (controller.signal.aborted) return;
      alarm = undefined;
      pump();
    });
  }

  function letIn(lane: Lane): Pass {
    inside += 1;
    lane.budget.take();
    return passFor(lane);
  }

  function passFor({ budget, interactive, background }: Lane): Pass {
    const leave = () => {
      inside -= 1;
      pump();
    };
    return {
      isBlocked: () => budget.isBlocked(timing.elapsed()),
      block(ms) {
        const until = timing.elapsed() + ms;
        budget.block(until);
        const refusal = { reason: "rate-limited", availableAt: until } as const;
        for (const waiter of [...interactive, ...background])
          if (waiter.endsAt < until) waiter.answer({ refusal });
      },
      settle() {
        budget.settle(timing.elapsed());
        leave();
      },
      giveBack() {
        budget.giveBack();
        leave();
      },
    };
  }

  return {
    enter(entrant) {
      const { priority, deadline } = entrant;
      const { signal, endsAt } = deadline;
      if (signal.aborted) return Promise.resolve({ refusal: { reason: "given-up" } });
      const lane = laneFor(entrant);
      const ahead = lane.interactive.size + (priority === "background" ? lane.background.size : 0);
      const now = timing.elapsed();
      const availableAt = lane.budget.availableAt(now, ahead);
      if (availableAt > endsAt) return Promise.resolve({ refusal: { reason: "rate-limited", availableAt } });
      const isItsTurn = waiting === 0 && inside < slots && availableAt <= now;
      if (isItsTurn) return Promise.resolve({ pass: letIn(lane) });
      return new Promise((resolve) => {
        const giveUp = () => {
          const now = timing.elapsed();
          const opensAt = lane.budget.availableAt(now, 0);
          const overtaken = ranOutOfTime(signal) && opensAt > now;
          waiter.answer({
            refusal: overtaken ? { reason: "rate-limited", availableAt: opensAt } : { reason: "given-up" },
          });
          pump();
        };
        const waiter: Waiter = {
          arrival: arrivals++,
          endsAt,
          answer(entered) {
            if (lane[priority].delete(waiter)) waiting -= 1;
            signal.removeEventListener("abort", giveUp);
            resolve(entered);
          },
        };
        lane[priority].add(waiter);
        waiting += 1;
        signal.addEventListener("abort", giveUp, { once: true });
        pump();
      });
    },
    isIdle() {
      const now = timing.elapsed();
      return (
        inside === 0 && [...lanes.values()].every((lane) => !isWaitedFor(lane) && lane.budget.isIdle(now))
      );
    },
  };
}

/** Of those who wait in these lanes, the one who came first. */
function firstOf(lanes: readonly Lane[], priority: Priority): { lane: Lane; waiter: Waiter } | undefined {
  let first: { lane: Lane; waiter: Waiter } | undefined;
  for (const lane of lanes) {
    const [waiter] = lane[priority];
    if (waiter && (!first || waiter.arrival < first.waiter.arrival)) first = { lane, waiter };
  }
  return first;
}
