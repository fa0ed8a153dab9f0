import "server-only";
import type { Database } from "../database";
import { isUniqueViolation } from "../unique-violations";

/** Longer than any lease: one that lasts longer still was taken by a clock that stood wrong. */
const LONGEST_MS = 10 * 60_000;

export interface StoredLease {
  readonly holder: string;
  readonly expiresAt: Date;
}

/**
 * Who may do a work that one at a time may do. Times are the database's: the clocks of two machines may differ, and
 * then the one that is ahead would take away what the other still holds.
 */
export function createLeaseStore(db: Database, now: () => Promise<Date>) {
  const until = (at: Date, forMs: number) => new Date(at.getTime() + forMs);

  return {
    /** True for the one who has it now; false while somebody else's has not run out. Never inside a transaction. */
    async claim(name: string, holder: string, forMs: number): Promise<boolean> {
      const at = await now();
      const data = { holder, expiresAt: until(at, forMs) };
      const { count } = await db.lease.updateMany({ where: { name, expiresAt: { lte: at } }, data });
      if (count === 1) return true;
      return db.lease.create({ data: { name, ...data } }).then(
        () => true,
        (error: unknown) => {
          if (isUniqueViolation(error)) return false;
          throw error;
        },
      );
    },
    /** What stands there, run out or not. */
    async find(name: string): Promise<StoredLease | undefined> {
      const row = await db.lease.findUnique({ where: { name } });
      return row ? { holder: row.holder, expiresAt: row.expiresAt } : undefined;
    },
    /** Takes what somebody has left behind; false when it is not any more what was seen. */
    async takeOver(name: string, seen: StoredLease, holder: string, forMs: number): Promise<boolean> {
      const data = { holder, expiresAt: until(await now(), forMs) };
      const { count } = await db.lease.updateMany({ where: { name, ...seen }, data });
      return count === 1;
    },
    /** False when somebody else has taken it over meanwhile. */
    async renew(name: string, holder: string, forMs: number): Promise<boolean> {
      const expiresAt = until(await now(), forMs);
      const { count } = await db.lease.updateMany({ where: { name, holder }, data: { expiresAt } });
      return count === 1;
    },
    async release(name: string, holder: string): Promise<void> {
      await db.lease.deleteMany({ where: { name, holder } });
    },
    /** Who has it now; undefined when it is free, or taken until a time for which nobody takes one. */
    async holder(name: string): Promise<string | undefined> {
      const at = await now();
      const row = await db.lease.findUnique({
        where: { name, expiresAt: { gt: at, lt: until(at, LONGEST_MS) } },
      });
      return row?.holder;
    },
    /** Who has it, or had it last without giving it back, and how long it still lasts, in milliseconds. */
    async last(name: string): Promise<{ readonly holder: string; readonly leftMs: number } | undefined> {
      const row = await db.lease.findUnique({ where: { name } });
      return row
        ? { holder: row.holder, leftMs: row.expiresAt.getTime() - (await now()).getTime() }
        : undefined;
    },
  };
}

export type LeaseStore = ReturnType<typeof createLeaseStore>;
