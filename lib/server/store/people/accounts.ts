import "server-only";
import { type Account, account } from "@/lib/contracts/people";
import type { Role } from "@/lib/contracts/roles";
import type { Database } from "../database";
import type { Person as PersonRow } from "../generated/client";

export interface AccountChange {
  readonly role?: Role;
  /** Where the role comes from. */
  readonly roleSource?: Account["roleSource"];
  /** Null: enabled again. */
  readonly disabledAt?: Date | null;
}

/** People as administrators see and change them. */
export function createAccountStore(db: Database) {
  const withOpenSessions = (at: Date) => ({
    _count: { select: { sessions: { where: { expiresAt: { gt: at } } } } },
  });

  return {
    async list(at: Date): Promise<Account[]> {
      const rows = await db.person.findMany({
        include: withOpenSessions(at),
        orderBy: [{ name: "asc" }, { id: "asc" }],
      });
      return rows.map(toAccount);
    },
    async find(id: string, at: Date): Promise<Account | undefined> {
      const row = await db.person.findUnique({ where: { id }, include: withOpenSessions(at) });
      return row ? toAccount(row) : undefined;
    },
    /**
     * Ids of those who administer now. Within a transaction nobody becomes or ceases to be one until it ends: writing
     * their rows as they are locks them, so that two who demote each other come one after the other.
     */
    async lockAdministrators(): Promise<string[]> {
      const administrators = { role: "admin", disabledAt: null };
      await db.person.updateMany({ where: administrators, data: { role: "admin" } });
      const rows = await db.person.findMany({ where: administrators, select: { id: true } });
      return rows.map(({ id }) => id);
    },
    /** False when there is no such person any more. */
    async change(id: string, change: AccountChange): Promise<boolean> {
      const { count } = await db.person.updateMany({ where: { id }, data: change });
      return count === 1;
    },
    /** With sessions, recovery codes, and invitations that were handed out. */
    async remove(id: string): Promise<boolean> {
      const { count } = await db.person.deleteMany({ where: { id } });
      return count === 1;
    },
    async forgetSecondFactor(id: string): Promise<void> {
      await db.recoveryCode.deleteMany({ where: { personId: id } });
      await db.person.updateMany({
        where: { id },
        data: { sealedTotpSecret: null, totpConfirmedAt: null, totpLastStep: null },
      });
    },
  };
}

function toAccount(row: PersonRow & { _count: { sessions: number } }): Account {
  return account.parse({
    id: row.id,
    name: row.name,
    email: row.email,
    role: row.role,
    roleSource: row.roleSource,
    signsInWith: [
      ...(row.passwordHash === null ? [] : ["password"]),
      ...(row.oidcSubject === null ? [] : ["single-sign-on"]),
    ],
    hasSecondFactor: row.totpConfirmedAt !== null,
    state: row.disabledAt === null ? "active" : "disabled",
    openSessions: row._count.sessions,
    lastSignedInAt: row.lastSignedInAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
  });
}
