import { DataTable } from "@/components/data-table/data-table";
import type { DataTableColumn, DataTableProps } from "@/components/data-table/data-table-types";
import { BidiText } from "@/components/ui/bidi-text";

export type Ship = { id: string; name: string; tons: number | null };

export const ships: Ship[] = [
  { id: "a", name: "Ship 10", tons: 300 },
  { id: "b", name: "ship 2", tons: null },
  { id: "c", name: "Anchor", tons: 300 },
];

export const shipColumns: DataTableColumn<Ship>[] = [
  {
    id: "name",
    header: "Name",
    cell: (ship) => <BidiText>{ship.name}</BidiText>,
    sortValue: (ship) => ship.name,
    sortable: true,
  },
  {
    id: "tons",
    header: "Tons",
    cell: (ship) => ship.tons ?? "unknown",
    sortValue: (ship) => ship.tons,
    sortable: true,
  },
  { id: "id", header: "Registry", cell: (ship) => ship.id, hideable: true },
];

const shipId = (ship: Ship) => ship.id;

/** A table of ships with whatever a test wants to be different. */
export function ShipTable(props: Partial<DataTableProps<Ship>>) {
  return <DataTable label="Ships" columns={shipColumns} rows={ships} rowId={shipId} {...props} />;
}
