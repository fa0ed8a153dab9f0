import "server-only";

/** How a column is written; `moment` takes a Date, all take null. */
export type ColumnKind = "text" | "integer" | "boolean" | "moment";

export type CellValue = string | number | boolean | Date | null;

/** Rows to be written in one statement: Prisma's own way of many rows takes a hundred times as long. */
export interface BulkRows {
  readonly table: string;
  readonly columns: Readonly<Record<string, ColumnKind>>;
  readonly rows: readonly Readonly<Record<string, CellValue>>[];
  /** What makes a row the same as one that is there: then the other columns but `kept` are overwritten, if there are any. */
  readonly unique?: readonly string[];
  readonly kept?: readonly string[];
  /** Of those that are there, these are added to what they hold. */
  readonly added?: readonly string[];
  /** Of those that are there, only these are overwritten: a condition in SQL that ends before a moment. */
  readonly onlyWhere?: { readonly sql: string; readonly moment: Date };
}

/** Rows to be read as one text: Prisma's own way of many rows takes several times as long. */
export interface BulkQuery {
  readonly table: string;
  readonly columns: readonly string[];
  /** Those of one tenant, or those that are named. */
  readonly of: { readonly tenantId: string } | Named;
  /** A condition in SQL. */
  readonly onlyWhere?: string;
}

/** Rows by what stands in one column. */
type Named =
  | { readonly column: string; readonly kind: "text"; readonly among: readonly string[] }
  | { readonly column: string; readonly kind: "integer"; readonly among: readonly number[] };

/** Many rows at once. */
export interface Bulk {
  write(rows: BulkRows): Promise<void>;
  /** Each row as its columns stand in JSON: of a boolean SQLite makes 0 and 1, and a moment is no Date. */
  read<Row extends readonly (string | number | boolean | null)[]>(query: BulkQuery): Promise<Row[]>;
}

/** What differs between the databases. */
export interface BulkDialect {
  /** A table of one column, `value`, with an element of a JSON array in each row. */
  readonly elements: string;
  /** A moment as it stands in SQL. */
  readonly moment: (moment: Date) => string;
  /** Makes a column's value of the text that stands for it. */
  readonly cast: Readonly<Record<ColumnKind, (text: string) => string>>;
  /** A value as it stands in the JSON. */
  readonly toJson: (value: CellValue) => string | number | null;
  /** All rows as one JSON text, an array of arrays; null where there is none. */
  readonly rows: (columns: string) => string;
  /** The place of the only argument. */
  readonly argument: string;
  /** The elements of the JSON array that is the argument, each made a value by `cast`. */
  readonly among: (cast: (text: string) => string) => string;
}

/** The statement, and the one argument that it takes. */
export function bulkStatement(
  { table, columns, rows, unique, kept = [], added = [], onlyWhere }: BulkRows,
  { elements, moment, cast, toJson }: BulkDialect,
): { readonly sql: string; readonly json: string } {
  const names = Object.keys(columns);
  const values = names.map((name, index) => cast[columns[name] ?? "text"](`value ->> ${index}`));
  const overwritten = names.filter((name) => !unique?.includes(name) && !kept.includes(name));
  const conflict = unique
    ? ` ON CONFLICT (${unique.map(quoted).join(", ")}) ${
        overwritten.length === 0
          ? "DO NOTHING"
          : `DO UPDATE SET ${overwritten
              .map((name) => {
                const before = added.includes(name) ? `"${table}".${quoted(name)} + ` : "";
                return `${quoted(name)} = ${before}excluded.${quoted(name)}`;
              })
              .join(
                ", ",
              )}${onlyWhere === undefined ? "" : ` WHERE ${onlyWhere.sql} ${moment(onlyWhere.moment)}`}`
      }`
    : "";
  return {
    // Without WHERE, SQLite takes ON CONFLICT for the condition of a join.
    sql: `INSERT INTO "${table}" (${names.map(quoted).join(", ")}) SELECT ${values.join(", ")} FROM ${elements} WHERE true${conflict}`,
    json: JSON.stringify(rows.map((row) => names.map((name) => toJson(row[name] ?? null)))),
  };
}

/** The query, which answers with one text, and the one argument that it takes. */
export function bulkQuery(
  { table, columns, of, onlyWhere }: BulkQuery,
  { rows, argument, among, cast }: BulkDialect,
): { readonly sql: string; readonly argument: string } {
  const where =
    "tenantId" in of ? `"tenantId" = ${argument}` : `${quoted(of.column)} ${among(cast[of.kind])}`;
  return {
    sql: `SELECT ${rows(columns.map(quoted).join(", "))} AS "rows" FROM "${table}" WHERE ${where}${onlyWhere ? ` AND ${onlyWhere}` : ""}`,
    argument: "tenantId" in of ? of.tenantId : JSON.stringify(of.among),
  };
}

const quoted = (name: string) => `"${name}"`;
