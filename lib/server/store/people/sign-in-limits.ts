import "server-only";
import type { Database } from "../database";

/** Attempts that have not succeeded, by what is limited: an account, an address, a device or a session. */
export function createSignInLimitStore(db: Database) {
  return {
    async forgetBefore(at: Date): Promise<void> {
      await db.signInLimit.deleteMany({ where: { lastFailureAt: { lt: at } } });
    },
    /**
     * No wait is longer than the longest, and no failure later than now: where one is, the clock was set back since. The
     * wait begins again at its longest, so that nothing is gained by it.
     */
    async shortenTo(now: Date, latest: Date): Promise<void> {
      await db.signInLimit.updateMany({
        where: { blockedUntil: { gt: latest } },
        data: { blockedUntil: latest },
      });
      await db.signInLimit.updateMany({
        where: { lastFailureAt: { gt: now } },
        data: { lastFailureAt: now },
      });
    },
    /** Until when nothing is tried; null when something may be. */
    async blockedUntil(key: string, at: Date): Promise<Date | null> {
      const row = await db.signInLimit.findUnique({ where: { key } });
      return row?.blockedUntil && row.blockedUntil > at ? row.blockedUntil : null;
    },
    /**
     * Counts one more and returns how many there are; undefined where it is blocked. Holds the row to the end of the
     * transaction, so that of many at once each sees what the one before it did.
     */
    async count(key: string, at: Date): Promise<number | undefined> {
      await db.signInLimit.upsert({
        where: { key },
        create: { key, failures: 0, lastFailureAt: at },
        // Not nothing: then Prisma would look first and insert later, and the row could come or go in between.
        update: { key },
      });
      const { count } = await db.signInLimit.updateMany({
        where: { key, OR: [{ blockedUntil: null }, { blockedUntil: { lte: at } }] },
        data: { failures: { increment: 1 }, lastFailureAt: at },
      });
      if (count === 0) return undefined;
      return (await db.signInLimit.findUnique({ where: { key } }))?.failures;
    },
    async block(key: string, blockedUntil: Date): Promise<void> {
      await db.signInLimit.updateMany({ where: { key }, data: { blockedUntil } });
    },
    /** Takes one back that was none after all, with the block that it caused. */
    async takeBack(key: string): Promise<void> {
      await db.signInLimit.updateMany({
        where: { key, failures: { gt: 0 } },
        data: { failures: { decrement: 1 }, blockedUntil: null },
      });
    },
    /** As {@link clear}, of all keys that begin so. */
    async clearAll(start: string): Promise<boolean> {
      return (await db.signInLimit.deleteMany({ where: { key: { startsWith: start } } })).count > 0;
    },
    /** Whether there was anything to forget. */
    async clear(key: string): Promise<boolean> {
      return (await db.signInLimit.deleteMany({ where: { key } })).count > 0;
    },
  };
}
