import "server-only";
import type { Clock } from "../clock";
import type { QlikErrorKind } from "../qlik/errors";
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

/** Failures that mean that this credential will not do, until somebody does something about it. */
const BROKEN: readonly QlikErrorKind[] = [
  "host-not-allowed",
  "host-unknown",
  "another-tenant",
  "credentials-refused",
  "access-token-refused",
  "tenant-deactivated",
  "forbidden",
  "too-many-tokens-or-disabled",
];

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
      if (now - usedAt > USE_KEPT_EVERY_MS) {
        usedAt = now;
        await record.keepUse();
      }
      if (!isFailing) return;
      isFailing = false;
      await record.recover();
    } else if (BROKEN.includes(answer.error.kind) && answer.error.message !== problem) {
      problem = answer.error.message;
      isFailing = true;
      await record.fail(problem);
    }
  };
}
