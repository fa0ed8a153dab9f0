import "server-only";
import type { FoundUser } from "@/lib/contracts/search";
import type { Database } from "../database";
import { cutTo, fold, foldKey } from "../rows/folding";
import { calledMembers, namesApart } from "../tenants/names";
import { LONGEST_KEY } from "./rows";

const members = {
  number: true,
  tenantId: true,
  userId: true,
  name: true,
  email: true,
  tenant: { select: calledMembers },
} as const;

const account = { tenantId: true, userId: true, name: true, email: true } as const;

/** What one person is called in one tenant. */
export interface AccountOfPerson {
  readonly tenantId: string;
  readonly userId: string;
  readonly name: string;
  readonly email: string | null;
}

/** People of the tenants that are connected, as they were last read. */
export function createUserSearchStore(db: Database) {
  return {
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
    /** How somebody was called when they were last read, also those whom the tenant lists no more. */
    async accountIn(tenantId: string, userId: string): Promise<AccountOfPerson | undefined> {
      const where = { tenantId_userId: { tenantId, userId } };
      return (await db.tenantUser.findUnique({ where, select: account })) ?? undefined;
    },
    /** The first that a value of the filter `user` means: an e-mail or an id. */
    async accountCalled(value: string): Promise<AccountOfPerson | undefined> {
      const OR = [{ personKey: cutTo(LONGEST_KEY, foldKey(value)) }, { userId: value }];
      const row = await db.tenantUser.findFirst({
        where: { OR },
        select: account,
        orderBy: { number: "asc" },
      });
      return row ?? undefined;
    },
    /** Of one person in every tenant that was read, also where the tenant does not list them any more. */
    async accountsOf(personKey: string): Promise<AccountOfPerson[]> {
      return db.tenantUser.findMany({
        where: { personKey: cutTo(LONGEST_KEY, foldKey(personKey)) },
        select: account,
        orderBy: { number: "asc" },
      });
    },
  };
}
