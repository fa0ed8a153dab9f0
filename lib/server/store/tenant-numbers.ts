import "server-only";
import type { Coverage } from "@/lib/contracts/coverage";
import type { Database } from "./database";
import type { Prisma } from "./generated/client";

const named = { id: true, name: true } as const;

/** Whose members say how many tenants are in which state. */
export function createTenantNumberStore(db: Database) {
  const counted = async (
    where: Prisma.TenantWhereInput,
    order: "firstSeenAt" | "noLongerListedSince",
    limit: number,
  ) => {
    const [total, tenants] = await Promise.all([
      db.tenant.count({ where }),
      db.tenant.findMany({
        where,
        select: named,
        orderBy: [{ [order]: "desc" }, { nameKey: "asc" }],
        take: limit,
      }),
    ]);
    return { total, tenants };
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
      return db.tenant.findMany({
        where: { connection: "failing", connectionProblem: reason },
        select: named,
        orderBy: [{ nameKey: "asc" }, { id: "asc" }],
        take: limit,
      });
    },
    /** Of tenants that are still listed: what ends between two days of the calendar (`2026-11-21`). */
    async endings(
      field: "licenseEndsAt" | "deletionStartsAt",
      from: string,
      until: string,
    ): Promise<{ id: string; name: string; at: string }[]> {
      const key = field === "licenseEndsAt" ? "licenseEndsKey" : "deletionStartsKey";
      const rows = await db.tenant.findMany({
        where: { [key]: { gte: from, lt: until }, noLongerListedSince: null },
        select: { ...named, licenseEndsAt: true, deletionStartsAt: true },
        orderBy: [{ [key]: "asc" }, { nameKey: "asc" }],
      });
      return rows.map((row) => ({ id: row.id, name: row.name, at: row[field] ?? from }));
    },
    firstSeenSince: (at: Date, limit: number) => counted({ firstSeenAt: { gte: at } }, "firstSeenAt", limit),
    goneSince: (at: Date, limit: number) =>
      counted({ noLongerListedSince: { gte: at } }, "noLongerListedSince", limit),
  };
}
