import "server-only";
import { tenantNameOf } from "@/lib/contracts/tenant-name";
import type { Database } from "./database";
import type { Prisma } from "./generated/client";

const called = { id: true, name: true, hostnameKey: true } as const;

const toNamed = ({ id, name, hostnameKey }: { id: string; name: string; hostnameKey: string }) => ({
  id,
  name: tenantNameOf({ id, name, hostnames: [hostnameKey] }),
});

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
        select: called,
        orderBy: [{ [order]: "desc" }, { nameKey: "asc" }],
        take: limit,
      }),
    ]);
    return { total, tenants: tenants.map(toNamed) };
  };

  return {
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
        select: called,
        orderBy: [{ nameKey: "asc" }, { id: "asc" }],
        take: limit,
      });
      return rows.map(toNamed);
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
        select: { ...called, licenseEndsAt: true, deletionStartsAt: true },
        orderBy: [{ [key]: "asc" }, { nameKey: "asc" }],
      });
      return rows.map((row) => ({ ...toNamed(row), at: row[field] ?? from }));
    },
    firstSeenSince: (at: Date, limit: number) => counted({ firstSeenAt: { gte: at } }, "firstSeenAt", limit),
    goneSince: (at: Date, limit: number) =>
      counted({ noLongerListedSince: { gte: at } }, "noLongerListedSince", limit),
  };
}
