import "server-only";
import type { AuditEventFilters, AuditOutcome } from "@/lib/contracts/audit-events";
import { searchTerms } from "@/lib/contracts/search-terms";
import type { Database } from "../database";
import type { Prisma } from "../generated/client";
import { fold } from "../rows/folding";
import { type AuditTag, tagId } from "./texts";

type Where = Prisma.AuditEntryWhereInput;

/** Up to so many acts are taken one by one; where there are more, enough of them are met on the way through the log. */
const FEW = 20_000;
/** One token is seldom in more revocations. */
const MOST_WHOLES = 100;

/** What acts must be found by: among these alone, by the places of their intents, and with all of these conditions. */
export interface FoundActs {
  /** Newest first; undefined where any act may be one of them. */
  readonly among: readonly number[] | undefined;
  readonly where: readonly Where[];
}

/** One thing that is asked for: as a condition, and as the acts themselves where they are few. */
interface Condition {
  readonly where: Where;
  readonly few: ReadonlySet<number> | undefined;
  /** There are others among those few: the condition must hold as well. */
  readonly rough?: true;
}

/**
 * Finds acts by what is kept of them in `audit_texts`. What is rare is looked up there, because the way through a
 * million entries is long; what is common is a condition, because a list of all would be.
 */
export async function findActs(
  db: Database,
  { action, tenant, user, client, outcome, object, search }: AuditEventFilters,
  awaited: readonly { readonly id: string; readonly partOf: string | null }[],
): Promise<FoundActs> {
  const conditions = await Promise.all([
    tagged(db, "action", action),
    tagged(db, "tenant", tenant),
    tagged(db, "user", user),
    tagged(db, "client", client),
    outcome.length > 0 ? ended(db, outcome, awaited) : undefined,
    object === undefined ? undefined : named(db, object),
    ...searchTerms(search ?? "").map((word) => spoken(db, word)),
  ]);
  let among: number[] | undefined;
  const where: Where[] = [];
  for (const condition of conditions) {
    if (!condition) continue;
    const { few, rough } = condition;
    if (!few || rough) where.push(condition.where);
    if (few) among = among ? among.filter((sequence) => few.has(sequence)) : [...few];
  }
  return { among: among?.sort((one, other) => other - one), where };
}

type Rows = readonly { readonly sequence: number | bigint }[];

const fewOf = (rows: Rows): ReadonlySet<number> | undefined =>
  rows.length > FEW ? undefined : new Set(rows.map(({ sequence }) => Number(sequence)));

const together = (parts: readonly (ReadonlySet<number> | undefined)[]): ReadonlySet<number> | undefined =>
  parts.some((part) => part === undefined) ? undefined : new Set(parts.flatMap((part) => [...(part ?? [])]));

async function tagged(
  db: Database,
  tag: AuditTag,
  values: readonly string[],
): Promise<Condition | undefined> {
  if (values.length === 0) return undefined;
  const ids = [...new Set(values)].map((value) => tagId(tag, value));
  const found = await Promise.all(
    ids.map((id) =>
      db.$queryRaw<Rows>`
        SELECT "sequence" FROM audit_entries
        WHERE "id" IN (SELECT "actId" FROM audit_text_uses WHERE "textId" = ${id} LIMIT ${FEW + 1})`.then(
        fewOf,
      ),
    ),
  );
  return { where: { foundBy: { some: { textId: { in: ids } } } }, few: together(found) };
}

/** By how they, or their parts, have ended; awaited ones have not, and count as unknown. */
async function ended(
  db: Database,
  outcomes: readonly AuditOutcome[],
  awaited: readonly { readonly id: string; readonly partOf: string | null }[],
): Promise<Condition | undefined> {
  const byTag = await tagged(db, "outcome", outcomes);
  const ids = [...new Set(awaited.map(({ id, partOf }) => partOf ?? id))];
  if (!byTag || ids.length === 0) return byTag;
  const open = await placesOf(db, ids);
  return { where: { OR: [byTag.where, { id: { in: ids } }] }, few: together([byTag.few, open]) };
}

/** By the exact name or id of what was acted on. */
async function named(db: Database, object: string): Promise<Condition> {
  const [{ few }, { wholes }] = await Promise.all([spoken(db, object), actsOn(db, object)]);
  return {
    where: { OR: [{ objectId: object }, { objectName: object }, { id: { in: wholes } }] },
    few,
    rough: true,
  };
}

/** By a word in any text of an act, or by the id of a token. */
async function spoken(db: Database, word: string): Promise<Condition> {
  const folded = fold(word);
  const [byText, { few, wholes }] = await Promise.all([
    // One inside the other: of a join, a database that knows no figures goes through all uses.
    db.$queryRaw<Rows>`
      SELECT "sequence" FROM audit_entries WHERE "id" IN (
        SELECT DISTINCT "actId" FROM audit_text_uses WHERE "textId" IN (
          SELECT "id" FROM audit_texts WHERE "text" LIKE ${`%${folded}%`}) LIMIT ${FEW + 1})`,
    actsOn(db, word),
  ]);
  return {
    where: {
      OR: [
        { foundBy: { some: { text: { text: { contains: folded } } } } },
        { objectId: word },
        { id: { in: wholes } },
      ],
    },
    few: together([fewOf(byText), few]),
  };
}

/** Acts on something, by its id: their places where they are few, and those of which such an act is a part. */
async function actsOn(db: Database, objectId: string) {
  // By nothing but the id, or a database would rather go through all acts.
  const rows = await db.auditEntry.findMany({
    where: { objectId },
    select: { sequence: true, intentId: true, partOf: true },
    orderBy: { sequence: "desc" },
    take: FEW + 1,
  });
  const wholes = [...new Set(rows.flatMap(({ partOf }) => partOf ?? []))].slice(0, MOST_WHOLES);
  const alone = rows.filter(({ intentId, partOf }) => intentId === null && partOf === null);
  const few = rows.length > FEW ? undefined : together([fewOf(alone), await placesOf(db, wholes)]);
  return { few, wholes };
}

async function placesOf(db: Database, ids: readonly string[]): Promise<ReadonlySet<number>> {
  const rows = await db.auditEntry.findMany({
    where: { id: { in: [...ids] } },
    select: { sequence: true },
  });
  return new Set(rows.map(({ sequence }) => sequence));
}
