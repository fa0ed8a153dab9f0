import {
  columnFilteringFeature,
  createFilteredRowModel,
  createSortedRowModel,
  filterFn_includesString,
  globalFilteringFeature,
  rowSortingFeature,
  sortFn_basic,
  tableFeatures,
  useTable,
} from "@tanstack/react-table";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useState } from "react";
import { offer } from "./harness.jsx";
import { COLUMNS } from "./rows";

// The quickest that it has: plain comparison and plain inclusion, and no feature that is not needed.
const features = tableFeatures({
  columnFilteringFeature,
  globalFilteringFeature,
  rowSortingFeature,
  filteredRowModel: createFilteredRowModel(),
  sortedRowModel: createSortedRowModel(),
  filterFns: { includesString: filterFn_includesString },
  sortFns: { basic: sortFn_basic },
});
const columns = COLUMNS.map(({ id, header, width }) => ({
  id,
  header,
  accessorKey: id,
  sortFn: "basic",
  sortDescFirst: false,
  meta: { width },
}));

function Table({ rows }) {
  const [globalFilter, setGlobalFilter] = useState("");
  const [sorting, setSorting] = useState([]);
  const [scroller, setScroller] = useState(null);
  const table = useTable({
    features,
    columns,
    data: rows,
    globalFilterFn: "includesString",
    getRowId: (row) => row.id,
    state: { globalFilter, sorting },
    onGlobalFilterChange: setGlobalFilter,
    onSortingChange: setSorting,
  });
  const shown = table.getRowModel().rows;
  const virtualizer = useVirtualizer({
    count: shown.length,
    getScrollElement: () => scroller,
    estimateSize: () => 40,
    overscan: 10,
  });
  return (
    <>
      <input
        aria-label="Search"
        value={globalFilter}
        onChange={(event) => setGlobalFilter(event.target.value)}
      />
      <div ref={setScroller} style={{ height: 640, overflow: "auto" }}>
        <div id="grid" style={{ fontSize: 13 }}>
          <div style={{ display: "flex", position: "sticky", top: 0, background: "white", height: 36 }}>
            {table.getHeaderGroups()[0].headers.map((header) => (
              <button
                key={header.id}
                type="button"
                style={{ width: header.column.columnDef.meta.width }}
                onClick={header.column.getToggleSortingHandler()}
              >
                {header.column.columnDef.header}
              </button>
            ))}
          </div>
          <div style={{ height: virtualizer.getTotalSize(), position: "relative" }}>
            {virtualizer.getVirtualItems().map((item) => {
              const row = shown[item.index];
              return (
                <div
                  key={row.id}
                  data-index={item.index}
                  style={{
                    position: "absolute",
                    top: item.start,
                    height: 40,
                    display: "flex",
                    borderBottom: "1px solid #ddd",
                  }}
                >
                  {row.getAllCells().map((cell) => (
                    <div key={cell.id} style={{ width: cell.column.columnDef.meta.width }}>
                      {cell.getValue()}
                    </div>
                  ))}
                </div>
              );
            })}
          </div>
        </div>
      </div>
    </>
  );
}

offer(Table, {
  firstName: '[data-index="0"] > div',
  sortByName: "#grid button",
});
