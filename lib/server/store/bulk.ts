import "server-only";

/** How a column is written; `moment` takes a Date, all take null. */
export type ColumnKind = "text" | "integer" | "boolean" | "moment";

export type CellValue = string | number | boolean | Date | null;

/** Rows to be written in one statement: Prisma's own way of many rows takes a hundred times as long. */
export interface BulkRows {
  readonly table: string;
  readonly columns: Readonly<Record<string, ColumnKind>>;
  readonly rows: readonly Readonly<Record<string, CellValue>>[];
  /** What makes a row the same as one that is there: then the other columns but `kept` are overwritten. */
  readonly unique?: readonly string[];
  readonly kept?: readonly string[];
  /** Of those that are there, these are added to what they hold. */
  readonly added?: readonly string[];
  /** Of those that are there, only these are overwritten: a condition in SQL that ends before a moment. */
  readonly onlyWhere?: { readonly sql: string; readonly moment: Date };
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
}

/** The statement, and the one argument that it takes. */
export function bulkStatement(
  { table, columns, rows, unique, kept = [], added = [], onlyWhere }: BulkRows,
  { elements, moment, cast, toJson }: BulkDialect,
): { readonly sql: string; readonly json: string } {
  const names = Object.keys(columns);
  const quoted = (name: string) => `"${name}"`;
  const values = names.map((name, index) => cast[columns[name] ?? "text"](`value ->> ${index}`));
  const overwritten = names.filter((name) => !unique?.includes(name) && !kept.includes(name));
  const conflict = unique
    ? ` ON CONFLICT (${unique.map(quoted).join(", ")}) DO UPDATE SET ${overwritten
        .map((name) => {
          const before = added.includes(name) ? `"${table}".${quoted(name)} + ` : "";
          return `${quoted(name)} = ${before}excluded.${quoted(name)}`;
        })
        .join(", ")}${onlyWhere === undefined ? "" : ` WHERE ${onlyWhere.sql} ${moment(onlyWhere.moment)}`}`
    : "";
  return {
    // Without WHERE, SQLite takes ON CONFLICT for the condition of a join.
    sql: `INSERT INTO "${table}" (${names.map(quoted).join(", ")}) SELECT ${values.join(", ")} FROM ${elements} WHERE true${conflict}`,
    json: JSON.stringify(rows.map((row) => names.map((name) => toJson(row[name] ?? null)))),
  };
}
