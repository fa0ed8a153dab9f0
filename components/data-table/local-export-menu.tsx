"use client";

import { MenuItem } from "@/components/ui/dropdown-menu";
import { download, type FileCell, toCsv, toJson } from "@/lib/client/table-file";
import { type ExportFormat, mediaTypes } from "@/lib/contracts/media-types";
import { arrangeColumns } from "./arrange-columns";
import type { DataTableColumn } from "./data-table-types";
import { ExportMenuFrame, exportFormats } from "./export-menu";
import { sortRows } from "./sort-rows";
import type { TableUrlState } from "./use-table-url-state";

interface LocalExportMenuProps<Row> {
  /** Of the file, without date and ending. */
  readonly name: string;
  readonly columns: readonly DataTableColumn<Row>[];
  /** Those that pass search and filters. */
  readonly rows: readonly Row[];
  readonly table: Pick<TableUrlState<string>["tableProps"], "sorting" | "columnLayout">;
}

/** The rows of a table that has them all here (`mode: "local"`), in its order and visible columns, as a file. */
export function LocalExportMenu<Row>({ name, columns, rows, table }: LocalExportMenuProps<Row>) {
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
        ? toCsv(
            taken.map(({ header }) => header),
            cells,
          )
        : toJson(
            taken.map(({ id }) => id),
            cells,
          );
    download(`${name}-${new Date().toISOString().slice(0, 10)}.${format}`, mediaTypes[format], text);
  }
  return (
    <ExportMenuFrame>
      {exportFormats.map(({ format, label }) => (
        <MenuItem key={format} disabled={rows.length === 0} onSelect={() => save(format)}>
          {label}
        </MenuItem>
      ))}
    </ExportMenuFrame>
  );
}

function toCell(value: unknown): FileCell {
  if (value === null || value === undefined) return null;
  if (value instanceof Date) return value.toISOString();
  return typeof value === "number" ? value : String(value);
}
