import "server-only";
import type { Coverage } from "@/lib/contracts/coverage";
import type { Database } from "../database";
import type { Prisma } from "../generated/client";
import { comesBefore } from "./filters";
import { type CalledRow, calledMembers, namesApart } from "./names";

/** Whose members say how many tenants are in which state. */
export function createTenantNumberStore(db: Database) {
  const toNamed = async (rows: readonly CalledRow[]): Promise<{ id: string; name: string }[]> => {
    const names = await namesApart(db, rows);
    return rows.map(({ id }) => ({ id, name: names.get(id) ?? id }));
  };
  const counted = async (
    where: Prisma.TenantWhereInput,
    order: "firstSeenAt" | "noLongerListedSince",
    limit: number,
  ) => {
    const [total, tenants] = await Promise.all([
      db.tenant.count({ where }),
      db.tenant.findMany({
        where,
        select: calledMembers,
        orderBy: [{ [order]: "desc" }, { nameKey: "asc" }],
        take: limit,
      }),
    ]);
    return { total, tenants: await toNamed(tenants) };
  };

  return {
    /** How many there are, are connected, and were read in full when their users and tokens were last read. */
    async coverage(): Promise<Coverage> {
      const connected = { connection: { not: "none" } };
      const read = { lastSyncedAt: { not: null }, outcome: { not: "failed" } };
      const [all, of, readable] = await Promise.all([
        db.tenant.count(),
        db.tenant.count({ where: connected }),
        db.tenant.count({ where: { ...connected, tokenSync: { is: read } } }),
      ]);
      return { tenants: all, connected: of, readable };
    },
    /** Why connections fail, the most frequent reason first. */
    async failures(): Promise<{ reason: string | null; count: number }[]> {
      const groups = await db.tenant.groupBy({
        by: ["connectionProblem"],
        where: { connection: "failing" },
        _count: { _all: true },
      });
      return groups
        .map((group) => ({ reason: group.connectionProblem, count: group._count._all }))
        .sort((one, other) => other.count - one.count);
    },
    async failingWith(reason: string | null, limit: number): Promise<{ id: string; name: string }[]> {
      const rows = await db.tenant.findMany({
        where: { connection: "failing", connectionProblem: reason },
        select: calledMembers,
        orderBy: [{ nameKey: "asc" }, { id: "asc" }],
        take: limit,
      });
      return toNamed(rows);
    },
    /** Of tenants that are still listed: what ends from now on and before a day of the calendar (`2026-11-21`). */
    async endings(
      of: "licenseEnds" | "deletion",
      now: Date,
      day: string,
    ): Promise<{ id: string; name: string; at: string }[]> {
      const key = of === "deletion" ? "deletionStartsKey" : "licenseEndsKey";
      const rows = await db.tenant.findMany({
        where: { AND: [comesBefore(of, now, day), { noLongerListedSince: null }] },
        select: { ...calledMembers, licenseEndsAt: true, deletionStartsAt: true },
        orderBy: [{ [key]: "asc" }, { nameKey: "asc" }],
      });
      const named = await toNamed(rows);
      return rows.flatMap((row, place) => {
        const at = of === "deletion" ? row.deletionStartsAt : row.licenseEndsAt;
        return at === null ? [] : [{ id: row.id, name: named[place]?.name ?? row.id, at }];
      });
    },
    firstSeenSince: (at: Date, limit: number) => counted({ firstSeenAt: { gte: at } }, "firstSeenAt", limit),
    goneSince: (at: Date, limit: number) =>
      counted({ noLongerListedSince: { gte: at } }, "noLongerListedSince", limit),
  };
}
