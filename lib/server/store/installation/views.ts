import "server-only";
import { z } from "zod";
import {
  type ChangeViewInput,
  type LayoutInput,
  type SaveViewInput,
  type TableLayout,
  type TableName,
  tableNames,
  type View,
} from "@/lib/contracts/views";
import type { Database } from "../database";
import { type TableLayout as LayoutRow, Prisma, type View as ViewRow } from "../generated/client";
import { foldKey } from "../rows/folding";
import { readJson } from "../rows/stored-json";

const withOwner = { owner: { select: { name: true } } } as const;
type Row = Omit<ViewRow, "shared"> & { shared: boolean | number; owner: { name: string } };

/** What is true or false is 1 or 0 in SQLite. */
type FoundView = Omit<Row, "owner"> & { ownerName: string };

/** Saved views, and how people have their tables laid out. */
export function createViewStore(db: Database) {
  return {
    /** What a person sees, by name: their own and what others share, of one table or of all. */
    async list(personId: string, table?: TableName): Promise<View[]> {
      const rows = await db.view.findMany({
        where: {
          OR: [{ ownerId: personId }, { shared: true }],
          table: table ?? { in: [...tableNames] },
        },
        include: withOwner,
        orderBy: [{ nameKey: "asc" }, { id: "asc" }],
      });
      return rows.flatMap((row) => toView(row, personId));
    },
    /** The views that a person's tables open with. */
    async defaultsOf(personId: string): Promise<View[]> {
      // Every page asks this, and so in one question: Prisma would ask for the owners in another, even of no views.
      const rows = await db.$queryRaw<FoundView[]>`
        SELECT "views".*, "people"."name" AS "ownerName"
        FROM "table_layouts"
          JOIN "views" ON "views"."id" = "table_layouts"."defaultViewId"
          JOIN "people" ON "people"."id" = "views"."ownerId"
        WHERE "table_layouts"."personId" = ${personId}
          AND ("views"."ownerId" = ${personId} OR "views"."shared" = ${true})`;
      return rows.flatMap(({ ownerName, ...row }) =>
        toView({ ...row, owner: { name: ownerName } }, personId),
      );
    },
    /** One that the person may see. */
    async find(id: string, personId: string): Promise<View | undefined> {
      const row = await db.view.findUnique({
        where: { id, OR: [{ ownerId: personId }, { shared: true }] },
        include: withOwner,
      });
      return row ? toView(row, personId)[0] : undefined;
    },
    /** False when the person has a view of that name for that table already. */
    async create(id: string, ownerId: string, input: SaveViewInput, at: Date): Promise<boolean> {
      const data = { id, ownerId, ...input, nameKey: foldKey(input.name), updatedAt: at };
      return unlessTaken(() => db.view.create({ data }));
    },
    /** False when the person has another view of that name for that table. */
    async change(id: string, { name, query, shared }: ChangeViewInput, at: Date): Promise<boolean> {
      const data = {
        ...(name === undefined ? {} : { name, nameKey: foldKey(name) }),
        ...(query === undefined ? {} : { query }),
        ...(shared === undefined ? {} : { shared }),
        updatedAt: at,
      };
      return unlessTaken(() => db.view.updateMany({ where: { id }, data }));
    },
    /** Those who opened their table with a view that is no longer shared must not be left with it. */
    async forgetAsDefault(viewId: string, exceptPersonId: string): Promise<void> {
      await db.tableLayout.updateMany({
        where: { defaultViewId: viewId, personId: { not: exceptPersonId } },
        data: { defaultViewId: null },
      });
    },
    async remove(id: string): Promise<void> {
      await db.view.deleteMany({ where: { id } });
    },
    async layouts(personId: string): Promise<TableLayout[]> {
      const rows = await db.tableLayout.findMany({ where: { personId }, orderBy: { table: "asc" } });
      return rows.flatMap(toLayout);
    },
    async putLayout(personId: string, table: TableName, input: LayoutInput): Promise<TableLayout> {
      const { columns, defaultViewId } = input;
      const data = {
        ...(columns === undefined ? {} : { columns: columns && JSON.stringify(columns) }),
        ...(defaultViewId === undefined ? {} : { defaultViewId }),
      };
      const row = await db.tableLayout.upsert({
        where: { personId_table: { personId, table } },
        create: { personId, table, ...data },
        update: data,
      });
      return layoutOf(table, row);
    },
  };
}

async function unlessTaken(write: () => Promise<unknown>): Promise<boolean> {
  try {
    await write();
    return true;
  } catch (failure) {
    if (failure instanceof Prisma.PrismaClientKnownRequestError && failure.code === "P2002") return false;
    throw failure;
  }
}

/** None for a table that there is not: any name was taken once. */
const toView = (row: Row, personId: string): View[] =>
  namesOf(row.table).map((table) => ({
    id: row.id,
    table,
    name: row.name,
    query: row.query,
    shared: Boolean(row.shared),
    mine: row.ownerId === personId,
    ownerName: row.owner.name,
  }));

const toLayout = (row: LayoutRow): TableLayout[] => namesOf(row.table).map((table) => layoutOf(table, row));

const layoutOf = (table: TableName, row: LayoutRow): TableLayout => ({
  table,
  columns: readJson(z.array(z.string()).min(1), row.columns),
  defaultViewId: row.defaultViewId,
});

const namesOf = (table: string): TableName[] => tableNames.filter((name) => name === table);
