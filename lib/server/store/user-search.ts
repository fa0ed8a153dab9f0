import "server-only";
import type { FoundUser } from "@/lib/contracts/search";
import type { Database } from "./database";
import { fold } from "./folding";
import { calledMembers, namesApart } from "./tenant-names";

const members = {
  number: true,
  tenantId: true,
  userId: true,
  name: true,
  email: true,
  tenant: { select: calledMembers },
} as const;

/** People of the tenants that are connected, as they were last read. */
export function createUserSearchStore(db: Database) {
  return {
    /** How somebody was called when they were last read, also those whom the tenant lists no more. */
    async lastKnown(
      tenantId: string,
      userId: string,
    ): Promise<{ name: string; email: string | null } | undefined> {
      const row = await db.tenantUser.findFirst({
        where: { tenantId, userId },
        select: { name: true, email: true },
      });
      return row ?? undefined;
    },
    /** The first few: names that begin with the text, then whoever has it in name, e-mail, subject or id. */
    async find(text: string, limit: number): Promise<FoundUser[]> {
      const folded = fold(text);
      const isThere = { status: { not: "gone" } };
      const [beginning, containing] = await Promise.all([
        db.tenantUser.findMany({
          where: { ...isThere, nameKey: { startsWith: folded } },
          select: members,
          orderBy: [{ nameKey: "asc" }, { number: "asc" }],
          take: limit,
        }),
        // In the order in which they are kept, so that the search ends with the first few.
        db.tenantUser.findMany({
          where: { ...isThere, searchKey: { contains: folded } },
          select: members,
          orderBy: { number: "asc" },
          take: limit,
        }),
      ]);
      const found = new Map([...beginning, ...containing].map((row) => [row.number, row]));
      const first = [...found.values()].slice(0, limit);
      const names = await namesApart(
        db,
        first.map(({ tenant }) => tenant),
      );
      return first.map(({ tenantId, userId, name, email }) => ({
        tenantId,
        tenantName: names.get(tenantId) ?? tenantId,
        id: userId,
        name,
        email,
      }));
    },
  };
}
