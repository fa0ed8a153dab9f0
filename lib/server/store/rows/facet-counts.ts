import "server-only";
import type { Facet } from "@/lib/contracts/lists";
import type { Database } from "../database";
import { Prisma } from "../generated/client";

export interface FacetCounts<Name extends string> {
  readonly total: number;
  /** How often each value occurs. */
  readonly facets: Readonly<Record<Name, Facet>>;
}

/** For each facet a question that answers with `value` and `count`, over all rows of one table. */
export type FacetQueries<Name extends string> = Readonly<Record<Name, Prisma.Sql>>;

/** Asks all at once: a question more costs Prisma more time than the database takes to answer it. */
export async function readFacets<Name extends string>(
  db: Database,
  queries: FacetQueries<Name>,
): Promise<FacetCounts<Name>> {
  const names = Object.keys(queries) as Name[];
  const asked = names.map(
    (name) => Prisma.sql`SELECT ${name} AS "facet", "counted".* FROM (${queries[name]}) AS "counted"`,
  );
  const rows = await db.$queryRaw<{ facet: string; value: string; count: number | bigint }[]>(
    Prisma.join(asked, " UNION ALL "),
  );
  const of = (name: string) =>
    rows.filter(({ facet }) => facet === name).map(({ value, count }) => ({ value, count: Number(count) }));
  const facets = Object.fromEntries(names.map((name) => [name, of(name)])) as Record<
    Name,
    ReturnType<typeof of>
  >;
  const [first] = names;
  return { total: first ? facets[first].reduce((sum, { count }) => sum + count, 0) : 0, facets };
}
