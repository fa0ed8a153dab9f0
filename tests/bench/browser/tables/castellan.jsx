import { useState } from "react";
import "@/app/globals.css";
import { DataTable } from "@/components/data-table/data-table";
import { useFilteredRows } from "@/components/data-table/use-filtered-rows";
import { offer } from "./harness.jsx";
import { COLUMNS, textOf } from "./rows";

const columns = COLUMNS.map(({ id, header, width }) => ({
  id,
  header,
  width,
  cell: (row) => row[id],
  sortValue: (row) => row[id],
}));
const none = {};

function Table({ rows }) {
  const [search, setSearch] = useState("");
  const filtered = useFilteredRows({ rows, search, selected: none, valuesOf: none, searchText: textOf });
  return (
    <DataTable
      label="Rows"
      columns={columns}
      rows={filtered}
      rowId={(row) => row.id}
      search={{ label: "Search", value: search, onChange: setSearch }}
    />
  );
}

offer(Table, {
  firstName: 'tr[aria-rowindex="2"] td',
  sortByName: "th button",
});
