import { MenuItem } from "@/components/ui/menu-parts";
import { download, toJson } from "@/lib/client/table-file";
import { type CsvCell, csvHeadings, csvLines } from "@/lib/contracts/csv";
import { type ExportFormat, mediaTypes } from "@/lib/contracts/media-types";
import { arrangeColumns } from "./arrange-columns";
import type { DataTableColumn } from "./data-table-types";
import { sortRows } from "./sort-rows";
import type { TableUrlState } from "./use-table-url-state";

const formats: readonly { format: ExportFormat; label: string }[] = [
  { format: "csv", label: "CSV, for spreadsheets" },
  { format: "json", label: "JSON, for programs" },
];

/** Files that the server makes. */
export const ExportItems = ({ addressOf }: { addressOf: (format: ExportFormat) => string }) =>
  formats.map(({ format, label }) => (
    <MenuItem key={format} asChild>
      <a href={addressOf(format)} download>
        {label}
      </a>
    </MenuItem>
  ));

export interface LocalExport<Row> {
  /** Of the file, without date and ending. */
  readonly name: string;
  readonly columns: readonly DataTableColumn<Row>[];
  /** Those that pass search and filters. */
  readonly rows: readonly Row[];
  readonly table: Pick<TableUrlState<string>["tableProps"], "sorting" | "columnLayout">;
}

/** Files of rows that are all here. */
export function LocalExportItems<Row>({ name, columns, rows, table }: LocalExport<Row>) {
  function save(format: ExportFormat) {
    const { visible } = arrangeColumns(columns, table.columnLayout);
    const taken = visible.flatMap(({ id, header, exportValue, sortValue }) => {
      const value = exportValue ?? sortValue;
      return value ? [{ id, header, value }] : [];
    });
    const cells = sortRows(rows, columns, table.sorting).map((row) =>
      taken.map(({ value }) => toCell(value(row))),
    );
    const text =
      format === "csv"
        ? csvHeadings(taken.map(({ header }) => header)) + csvLines(cells)
        : toJson(
            taken.map(({ id }) => id),
            cells,
          );
    download(`${name}-${new Date().toISOString().slice(0, 10)}.${format}`, mediaTypes[format], text);
  }
  return formats.map(({ format, label }) => (
    <MenuItem key={format} disabled={rows.length === 0} onSelect={() => save(format)}>
      {label}
    </MenuItem>
  ));
}

function toCell(value: unknown): CsvCell {
  if (value === null || value === undefined) return null;
  if (value instanceof Date) return value.toISOString();
  return typeof value === "number" ? value : String(value);
}
