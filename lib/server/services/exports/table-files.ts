import "server-only";
import { csvHeadings, csvLines } from "@/lib/contracts/csv";
import { type ExportFormat, mediaTypes } from "@/lib/contracts/media-types";

/** What a cell of an export holds. */
export type Cell = string | number | null;

export interface TableColumn<Row> {
  /** The member in JSON. */
  readonly id: string;
  /** The heading in CSV. */
  readonly header: string;
  readonly value: (row: Row) => Cell;
}

interface TableFile<Row> {
  /** Without date and ending. */
  readonly name: string;
  readonly format: ExportFormat;
  readonly columns: readonly TableColumn<Row>[];
  readonly pages: AsyncIterable<readonly Row[]>;
  readonly at: Date;
}

/** Rows as a file, made while it is read. */
export function tableFile<Row>({ name, format, columns, pages, at }: TableFile<Row>) {
  return {
    name: `${name}-${at.toISOString().slice(0, 10)}.${format}`,
    mediaType: mediaTypes[format],
    chunks: format === "csv" ? csvChunks(columns, pages) : jsonChunks(columns, pages),
  };
}

async function* csvChunks<Row>(columns: readonly TableColumn<Row>[], pages: AsyncIterable<readonly Row[]>) {
  yield csvHeadings(columns.map(({ header }) => header));
  for await (const rows of pages) yield csvLines(rows.map((row) => columns.map(({ value }) => value(row))));
}

async function* jsonChunks<Row>(columns: readonly TableColumn<Row>[], pages: AsyncIterable<readonly Row[]>) {
  const toJson = (row: Row) =>
    JSON.stringify(Object.fromEntries(columns.map(({ id, value }) => [id, value(row)])));
  let before = "[\n";
  for await (const rows of pages) {
    if (rows.length === 0) continue;
    yield before + rows.map(toJson).join(",\n");
    before = ",\n";
  }
  yield before === "[\n" ? "[]\n" : "\n]\n";
}
