import "server-only";
import { randomUUID } from "node:crypto";
import type { AuditAction } from "@/lib/contracts/acts";
import { type Actor, theConsole } from "../actor";
import type { Clock } from "../clock";
import type { Log } from "../log";
import type { AuditRow } from "../store/audit/chain";
import type { Store } from "../store/store";
import type { ActEnd } from "./act";

/** Longer than any act takes until its outcome is written. */
const GRACE_MS = 5 * 60_000;
const AT_MOST = 1000;
const END_OF_TIME = new Date("9999-12-31T00:00:00Z");
const LOOKED_BACK_MS = 7 * 24 * 3_600_000;

/** Finds out how an act ended that nobody wrote down; undefined when that cannot be found out now. */
export type AskHowItEnded = (actor: Actor, row: AuditRow) => Promise<ActEnd | undefined>;

export interface InterruptedActs {
  /**
   * Writes an outcome for each intent that has none, because the process that wrote it died or the log could not be
   * written at that moment: what can be found out by asking, else `unknown` in words. Returns how many. Whoever is still
   * at work on one after all writes the true outcome later, and the later one counts. What a revocation of many tokens
   * has sent is left to it: whoever goes on with it asks Qlik as well, and two would tell two stories of one act.
   */
  resolve(): Promise<number>;
}

export function createInterruptedActs({
  store,
  clock,
  log,
  ask,
}: {
  store: Store;
  clock: Clock;
  log: Log;
  ask: Partial<Record<AuditAction, AskHowItEnded>>;
}): InterruptedActs {
  const endOf = async (row: AuditRow, actor: Actor): Promise<ActEnd> => {
    const asked = await ask[row.action as AuditAction]?.(actor, row).catch((error: unknown) => {
      log.warn({ err: error, intent: row.id }, "how an interrupted act ended could not be asked");
      return undefined;
    });
    return (
      asked ?? {
        outcome: "unknown",
        detail:
          "The console stopped before it could write down how this ended. It may be done, done in part, or not done: look at the thing itself.",
      }
    );
  };

  let resolvedUntil: Date | undefined;

  /** What was open when the console stopped was begun shortly before it stopped, however long ago that is. */
  const longBeforeTheEnd = async (until: Date): Promise<Date> => {
    const last = await store.auditChain.row(await store.auditChain.lastSequence());
    return new Date(Math.min(last?.at.getTime() ?? 0, until.getTime()) - LOOKED_BACK_MS);
  };

  return {
    async resolve() {
      const until = new Date(clock().getTime() - GRACE_MS);
      // The clock may have been set back since the last look.
      const since = resolvedUntil && resolvedUntil < until ? resolvedUntil : await longBeforeTheEnd(until);
      // What was begun at a time that has not come was begun before the clock was set back.
      const ahead = new Date(clock().getTime() + GRACE_MS);
      const found = [
        ...(await store.auditEntries.open(since, until, AT_MOST)),
        ...(await store.auditEntries.open(ahead, END_OF_TIME, AT_MOST)),
      ];
      const ids = found.map(({ id }) => id);
      const ofRevocations = await store.revocationItems.unsettledIntents(ids);
      // Asked last: what a revocation has settled meanwhile is no longer among its unsettled ones, and has its outcome.
      const ended = await store.auditEntries.ended(ids);
      const open = found.filter(({ id }) => !ofRevocations.has(id) && !ended.has(id));
      for (const row of open) {
        const actor = theConsole(row.requestId);
        const { outcome, detail, qlik } = await endOf(row, actor);
        await store.auditEntries.add({
          ...row,
          id: randomUUID(),
          intentId: row.id,
          at: clock(),
          outcome,
          detail: detail ?? null,
          qlik: qlik ? JSON.stringify(qlik) : null,
        });
      }
      if (found.length < AT_MOST) resolvedUntil = until;
      if (open.length > 0) log.warn({ acts: open.length }, "acts without an outcome were given one");
      return open.length;
    },
  };
}
