import "server-only";
import { type Clock, isAhead } from "../clock";
import { meaningOf } from "../qlik/errors";
import type { Watch } from "../qlik/watched-requests";

/** Where it is kept how a connection is. */
export interface ConnectionRecord {
  /** As it was when the calls began. */
  readonly isFailing: boolean;
  readonly lastUsedAt: string | null | undefined;
  fail(problem: string): Promise<void>;
  /** After a call that succeeded while it was failing. */
  recover(): Promise<void>;
  keepUse(): Promise<void>;
}

const USE_KEPT_EVERY_MS = 60_000;

/**
 * Keeps what each call tells about the connection on which it is made: a credential that Qlik refuses shows in every
 * list from then on, also when nobody waits for the call. The same news is kept once.
 */
export function tellingHealth(record: ConnectionRecord, clock: Clock): NonNullable<Watch["onEnd"]> {
  let { isFailing } = record;
  let problem: string | undefined;
  let usedAt = record.lastUsedAt ? Date.parse(record.lastUsedAt) : 0;
  return async (answer) => {
    if (answer.ok) {
      problem = undefined;
      const now = clock().getTime();
      // A list of many pages is one use.
      if (now - usedAt > USE_KEPT_EVERY_MS || isAhead(usedAt, now)) {
        usedAt = now;
        await record.keepUse();
      }
      if (!isFailing) return;
      isFailing = false;
      await record.recover();
    } else if (meaningOf(answer.error).breaksConnection && answer.error.message !== problem) {
      problem = answer.error.message;
      isFailing = true;
      await record.fail(problem);
    }
  };
}
