import "server-only";
import { z } from "zod";
import type { Coverage } from "@/lib/contracts/coverage";
import { instant } from "@/lib/contracts/lists";
import type { Person } from "@/lib/contracts/people";
import { type RevocationState, revocationStates } from "@/lib/contracts/revocations";
import { role } from "@/lib/contracts/role";
import type { Role } from "@/lib/contracts/roles";
import { tenantNameOf } from "@/lib/contracts/tenant-name";
import type { Database } from "../database";
import type { Revocation as RevocationRow } from "../generated/client";
import { anyOfTimes, type Times } from "../rows/date-range";
import { isUniqueViolation } from "../unique-violations";

/** A revocation as it is stored; what became of its tokens is counted from its items. */
export interface StoredRevocation {
  readonly id: string;
  readonly state: RevocationState;
  readonly selection: string;
  /** Null where one tenant or tokens were named. */
  readonly coverage: Coverage | null;
  readonly reason: string | null;
  readonly person: Person;
  readonly sessionId: string | null;
  readonly address: string | null;
  readonly requestId: string;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
  /** The audit intent of its start; null before, and in those that an older program has started. */
  readonly actId: string | null;
  /** Why the console has paused it by itself. */
  readonly pausedBecause: string | null;
  /** Who goes on with it instead of the one who started it; session, address and request are theirs. */
  readonly takenOver: { readonly person: Person; readonly at: Date } | null;
}

export type NewRevocationRow = Omit<
  StoredRevocation,
  "state" | "reason" | "startedAt" | "finishedAt" | "actId" | "pausedBecause" | "takenOver"
>;

/** Who has something go on, and through which request. */
export interface GoingOn extends Pick<StoredRevocation, "person" | "sessionId" | "address" | "requestId"> {
  readonly at: Date;
}

/** A tenant of a revocation; `parkedKey` names the credential that would not do. */
export interface RevocationTenantRow {
  readonly tenantId: string;
  readonly tenantName: string;
  /** Why it was not read, or not as far as was asked. */
  readonly unreadBecause: string | null;
  readonly parkedBecause: string | null;
  readonly parkedKey: string | null;
  /** Since when Qlik has left a question about this tenant open. */
  readonly askedSince: Date | null;
  /** When it is asked again: Qlik has set that time, or has not answered. */
  readonly asksAgainAt: Date | null;
}

export function createRevocationStore(db: Database) {
  return {
    async create(
      { person, coverage, ...row }: NewRevocationRow,
      /** As they are told apart now: the dialog, the progress and the report all name them so. */
      tenants: readonly Pick<RevocationTenantRow, "tenantId" | "tenantName" | "unreadBecause">[],
    ): Promise<void> {
      await db.revocation.create({
        data: {
          ...row,
          state: "preview",
          tenantsKnown: coverage?.tenants ?? null,
          tenantsConnected: coverage?.connected ?? null,
          tenantsRead: coverage?.readable ?? null,
          personId: person.id,
          personName: person.name,
          personEmail: person.email,
          personRole: person.role,
          tenants: {
            createMany: {
              data: tenants.map(({ tenantId, tenantName, unreadBecause }) => ({
                tenantId,
                tenantName,
                unreadBecause,
              })),
            },
          },
        },
      });
    },
    async find(id: string): Promise<StoredRevocation | undefined> {
      const row = await db.revocation.findUnique({ where: { id } });
      return row ? toRevocation(row) : undefined;
    },
    async findByKey(idempotencyKey: string): Promise<StoredRevocation | undefined> {
      const row = await db.revocation.findUnique({ where: { idempotencyKey } });
      return row ? toRevocation(row) : undefined;
    },
    /** Newest first, without previews; undefined for a cursor that is none. */
    async page(
      limit: number,
      cursor: string | undefined,
      when: Times,
    ): Promise<{ revocations: StoredRevocation[]; next: string | undefined } | undefined> {
      const after = cursor === undefined ? undefined : readCursor(cursor);
      if (after === null) return undefined;
      const rows = await db.revocation.findMany({
        where: {
          ...begun(when),
          ...(after
            ? { OR: [{ createdAt: { lt: after.at } }, { createdAt: after.at, id: { lt: after.id } }] }
            : {}),
        },
        orderBy: [{ createdAt: "desc" }, { id: "desc" }],
        take: limit + 1,
      });
      const page = rows.slice(0, limit);
      const last = rows.length > limit ? page.at(-1) : undefined;
      return { revocations: page.map(toRevocation), next: last && cursorAt(last) };
    },
    async count(when: Times): Promise<number> {
      return db.revocation.count({ where: begun(when) });
    },
    /** Those that somebody must be working on, oldest first. */
    async running(): Promise<string[]> {
      const rows = await db.revocation.findMany({
        where: { state: "running" },
        orderBy: [{ startedAt: "asc" }, { id: "asc" }],
        select: { id: true },
      });
      return rows.map(({ id }) => id);
    },
    /**
     * False when it was not a preview any more, or the key has started another one: whoever comes first has it. Never
     * inside a transaction: PostgreSQL ends it at a key that is there already.
     */
    async start(
      id: string,
      given: { at: Date; actId: string; reason: string | null; idempotencyKey: string | null },
      /** In which role and request it was started: the preview may be another day's. */
      by: Pick<StoredRevocation, "sessionId" | "address" | "requestId"> & { readonly personRole: Role },
    ): Promise<boolean> {
      const started = db.revocation.updateMany({
        where: { id, state: "preview" },
        data: {
          state: "running",
          startedAt: given.at,
          actId: given.actId,
          reason: given.reason,
          idempotencyKey: given.idempotencyKey,
          ...by,
        },
      });
      return started.then(
        ({ count }) => count === 1,
        (error: unknown) => {
          if (isUniqueViolation(error)) return false;
          throw error;
        },
      );
    },
    /** False when it was in none of the states named. */
    async changeState(
      id: string,
      from: readonly RevocationState[],
      to: RevocationState,
      finishedAt: Date | null,
    ): Promise<boolean> {
      const { count } = await db.revocation.updateMany({
        where: { id, state: { in: [...from] } },
        data: { state: to, finishedAt, pausedBecause: null },
      });
      return count === 1;
    },
    /** False when it was not running. */
    async pauseBecause(id: string, because: string): Promise<boolean> {
      const { count } = await db.revocation.updateMany({
        where: { id, state: "running" },
        data: { state: "paused", pausedBecause: because },
      });
      return count === 1;
    },
    /** Has it go on in the name of who says so. False when it was in none of the states named. */
    async goOn(
      id: string,
      from: readonly RevocationState[],
      { person, at, ...by }: GoingOn,
    ): Promise<boolean> {
      const starter = await db.revocation.findUnique({ where: { id }, select: { personId: true } });
      const own = starter?.personId === person.id;
      const { count } = await db.revocation.updateMany({
        where: { id, state: { in: [...from] } },
        data: {
          state: "running",
          finishedAt: null,
          pausedBecause: null,
          ...by,
          ...(own ? { personRole: person.role } : {}),
          takenOverById: own ? null : person.id,
          takenOverByName: own ? null : person.name,
          takenOverByEmail: own ? null : person.email,
          takenOverByRole: own ? null : person.role,
          takenOverAt: own ? null : at,
        },
      });
      return count === 1;
    },
    /** Lets the tokens of every tenant go on that somebody has to do something about; returns how many tenants. */
    async unparkAll(id: string): Promise<number> {
      const { count } = await db.revocationTenant.updateMany({
        where: { revocationId: id, parkedKey: { not: null } },
        data: { parkedBecause: null, parkedKey: null },
      });
      return count;
    },
    /** Those that are older, or younger than can be: the clock was set back since. */
    async removePreviewsOutside(oldest: Date, youngest: Date): Promise<void> {
      await db.revocation.deleteMany({
        where: { state: "preview", OR: [{ createdAt: { lt: oldest } }, { createdAt: { gt: youngest } }] },
      });
    },
    async tenants(id: string): Promise<RevocationTenantRow[]> {
      const rows = await db.revocationTenant.findMany({
        where: { revocationId: id },
        orderBy: [{ tenantName: "asc" }, { tenantId: "asc" }],
        select: {
          tenantId: true,
          tenantName: true,
          unreadBecause: true,
          parkedBecause: true,
          parkedKey: true,
          askedSince: true,
          asksAgainAt: true,
        },
      });
      // Older programs froze an empty name.
      return rows.map((row) => ({
        ...row,
        tenantName: tenantNameOf({ id: row.tenantId, name: row.tenantName }),
      }));
    },
  };
}

const begun = (when: Times) => ({ state: { not: "preview" }, AND: [anyOfTimes("startedAt", when)] });

const state = z.enum(revocationStates);

function toRevocation(row: RevocationRow): StoredRevocation {
  return {
    id: row.id,
    state: state.parse(row.state),
    selection: row.selection,
    coverage: coverageIn(row),
    reason: row.reason,
    person: {
      id: row.personId,
      name: row.personName,
      email: row.personEmail,
      role: role.parse(row.personRole),
    },
    sessionId: row.sessionId,
    address: row.address,
    requestId: row.requestId,
    createdAt: row.createdAt,
    startedAt: row.startedAt,
    finishedAt: row.finishedAt,
    actId: row.actId,
    pausedBecause: row.pausedBecause,
    takenOver: takenOver(row),
  };
}

const coverageIn = ({ tenantsKnown, tenantsConnected, tenantsRead }: RevocationRow): Coverage | null =>
  tenantsKnown === null || tenantsConnected === null || tenantsRead === null
    ? null
    : { tenants: tenantsKnown, connected: tenantsConnected, readable: tenantsRead };

function takenOver(row: RevocationRow): StoredRevocation["takenOver"] {
  const { takenOverById: id, takenOverByName: name, takenOverByEmail: email, takenOverAt: at } = row;
  if (id === null || at === null) return null;
  const person = { id, name: name ?? "", email: email ?? "", role: role.parse(row.takenOverByRole) };
  return { person, at };
}

const place = z.tuple([instant, z.string()]);

const cursorAt = ({ createdAt, id }: RevocationRow): string =>
  Buffer.from(JSON.stringify([createdAt.toISOString(), id])).toString("base64url");

function readCursor(cursor: string): { at: Date; id: string } | null {
  try {
    const read = place.safeParse(JSON.parse(Buffer.from(cursor, "base64url").toString()));
    return read.success ? { at: new Date(read.data[0]), id: read.data[1] } : null;
  } catch {
    return null;
  }
}
