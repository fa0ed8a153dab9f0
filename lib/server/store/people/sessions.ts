import "server-only";
import { type SignInMethod, signInMethod } from "@/lib/contracts/account";
import type { Person } from "@/lib/contracts/people";
import { type SignInSettings, signInSettings } from "@/lib/contracts/settings";
import type { Database } from "../database";
import type { Session as SessionRow } from "../generated/client";
import { SIGN_IN } from "../installation/settings";
import { readJson } from "../rows/stored-json";
import { toPerson } from "./people";

export interface StoredSession {
  readonly id: string;
  readonly createdAt: Date;
  readonly lastSeenAt: Date;
  readonly expiresAt: Date;
  /** When the person last proved who they are in it. */
  readonly authenticatedAt: Date | null;
  readonly method: SignInMethod;
  readonly address: string | null;
  readonly userAgent: string | null;
}

export interface Session extends StoredSession {
  readonly person: Person;
  readonly hasPassword: boolean;
  readonly hasSecondFactor: boolean;
  /** The password does not do without a second factor. */
  readonly hasShortPassword: boolean;
  /** What holds for all sessions now; null where nobody has decided yet. */
  readonly signIn: SignInSettings | null;
  /** When its token was changed, where it was found by the one before; null for whoever has the present one. */
  readonly outdatedAt: Date | null;
}

export interface NewSession {
  readonly id: string;
  /** What its cookie holds; the id unless given. */
  readonly token?: string;
  readonly personId: string;
  readonly at: Date;
  readonly expiresAt: Date;
  readonly method?: SignInMethod;
  /** When the person proved who they are, where that was not just now; null where nobody says. */
  readonly authenticatedAt?: Date | null;
  readonly address?: string | null;
  readonly userAgent?: string | null;
}

/** One of those that add up; see server/step-up.ts. */
interface SingleAct {
  readonly at: Date;
  readonly windowMs: number;
  readonly provedAt: Date | null;
  readonly most: number;
}

/** What is true or false is 1 or 0 in SQLite. */
interface FoundSession extends SessionRow {
  readonly email: string;
  readonly name: string;
  readonly role: string;
  readonly hasPassword: boolean | number;
  readonly hasSecondFactor: boolean | number;
  readonly hasShortPassword: boolean | number;
  readonly signIn: string | null;
}

export function createSessionStore(db: Database) {
  /** A session of somebody who is not disabled; whether it is still in time is the caller's to decide. */
  const findBy = async ({ id = null, token = null }: { id?: string | null; token?: string | null }) => {
    // Asked at every request, and so in one question: Prisma would ask for the person, and for the settings, in others.
    const [row] = await db.$queryRaw<FoundSession[]>`
      SELECT "sessions".*, "people"."email", "people"."name", "people"."role",
        "people"."passwordHash" IS NOT NULL AS "hasPassword",
        "people"."totpConfirmedAt" IS NOT NULL AS "hasSecondFactor",
        "people"."passwordIsShort" AS "hasShortPassword",
        (SELECT "value" FROM "settings" WHERE "name" = ${SIGN_IN}) AS "signIn"
      FROM "sessions" JOIN "people" ON "people"."id" = "sessions"."personId"
      WHERE ("sessions"."id" = ${id} OR "sessions"."token" = ${token} OR "sessions"."formerToken" = ${token})
        AND "people"."disabledAt" IS NULL`;
    if (!row) return undefined;
    const { personId, email, name, role, hasPassword, hasSecondFactor, hasShortPassword, signIn } = row;
    return {
      ...toSession(row),
      person: toPerson({ id: personId, email, name, role }),
      hasPassword: Boolean(hasPassword),
      hasSecondFactor: Boolean(hasSecondFactor),
      hasShortPassword: Boolean(hasShortPassword),
      signIn: readJson(signInSettings, signIn),
      outdatedAt: token !== null && row.formerToken === token ? row.tokenChangedAt : null,
    } satisfies Session;
  };

  return {
    async create({ at, authenticatedAt = at, ...given }: NewSession): Promise<void> {
      const { id, personId, expiresAt, method = "password", address = null, userAgent = null } = given;
      const known = { id, token: given.token ?? id, personId, expiresAt, method, address, userAgent };
      await db.session.create({ data: { ...known, createdAt: at, lastSeenAt: at, authenticatedAt } });
    },
    find: (id: string): Promise<Session | undefined> => findBy({ id }),
    /** By what a cookie holds: the present token, or the one before. */
    findByToken: (token: string): Promise<Session | undefined> => findBy({ token }),
    /** What the cookie holds now, and since when; undefined when the session has ended. */
    async tokenOf(id: string): Promise<{ token: string | null; changedAt: Date | null } | undefined> {
      const row = await db.session.findUnique({
        where: { id },
        select: { token: true, tokenChangedAt: true },
      });
      return row ? { token: row.token, changedAt: row.tokenChangedAt } : undefined;
    },
    /** False when the token is not the former one any more. */
    async changeToken(id: string, former: string | null, token: string, at: Date): Promise<boolean> {
      const { count } = await db.session.updateMany({
        where: { id, token: former },
        data: { token, formerToken: former, tokenChangedAt: at },
      });
      return count === 1;
    },
    /** The last used first. */
    async listOf(personId: string): Promise<StoredSession[]> {
      const rows = await db.session.findMany({
        where: { personId },
        orderBy: [{ lastSeenAt: "desc" }, { id: "asc" }],
      });
      return rows.map(toSession);
    },
    async touch(id: string, at: Date): Promise<void> {
      await db.session.updateMany({ where: { id }, data: { lastSeenAt: at } });
    },
    /** Notes that the person has just proved who they are. */
    async confirm(id: string, authenticatedAt: Date): Promise<void> {
      await db.session.updateMany({ where: { id }, data: { authenticatedAt } });
    },
    /**
     * Counts one more act of a window, or begins a new one where that is over or the person has proved who they are since.
     * False, and nothing counted, when the window is full. Each statement decides and writes at once, so that of many at
     * a time no more pass than may.
     */
    async countSingleAct(id: string, { at, windowMs, provedAt, most }: SingleAct): Promise<boolean> {
      // A proof of a time that has not come proves nothing, and begins no window.
      const proved = provedAt !== null && provedAt <= at ? provedAt.getTime() : 0;
      const before = new Date(Math.max(at.getTime() - windowMs, proved));
      // Further ahead than a window lasts: the clock was set back, and it would not end.
      const after = new Date(at.getTime() + windowMs);
      const begun = await db.session.updateMany({
        where: {
          id,
          OR: [
            { singleActsSince: null },
            { singleActsSince: { lte: before } },
            { singleActsSince: { gt: after } },
          ],
        },
        data: { singleActs: 1, singleActsSince: at },
      });
      if (begun.count === 1) return true;
      const more = await db.session.updateMany({
        where: { id, singleActs: { lt: most } },
        data: { singleActs: { increment: 1 } },
      });
      return more.count === 1;
    },
    async remove(id: string): Promise<void> {
      await db.session.deleteMany({ where: { id } });
    },
    /** False when the person has no such session. */
    async removeOf(personId: string, id: string): Promise<boolean> {
      return (await db.session.deleteMany({ where: { personId, id } })).count === 1;
    },
    /** Ends the sessions of a person, all or all but one, and returns how many those were. */
    async endOf(personId: string, exceptId: string | null = null): Promise<number> {
      const others = exceptId === null ? {} : { id: { not: exceptId } };
      return (await db.session.deleteMany({ where: { personId, ...others } })).count;
    },
    async removeExpired(at: Date): Promise<void> {
      await db.session.deleteMany({ where: { expiresAt: { lt: at } } });
    },
  };
}

const toSession = (row: SessionRow): StoredSession => ({
  id: row.id,
  createdAt: row.createdAt,
  lastSeenAt: row.lastSeenAt,
  expiresAt: row.expiresAt,
  authenticatedAt: row.authenticatedAt,
  method: signInMethod.catch("password").parse(row.method),
  address: row.address,
  userAgent: row.userAgent,
});
