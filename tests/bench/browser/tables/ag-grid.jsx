import { ClientSideRowModelModule, ModuleRegistry, QuickFilterModule, themeQuartz } from "ag-grid-community";
import { AgGridReact } from "ag-grid-react";
import { useState } from "react";
import { offer } from "./harness.jsx";
import { COLUMNS } from "./rows";

ModuleRegistry.registerModules([ClientSideRowModelModule, QuickFilterModule]);
const columns = COLUMNS.map(({ id, header, width }) => ({ field: id, headerName: header, width }));

function Table({ rows }) {
  const [search, setSearch] = useState("");
  return (
    <>
      <input aria-label="Search" value={search} onChange={(event) => setSearch(event.target.value)} />
      <div style={{ height: 640 }}>
        <AgGridReact
          theme={themeQuartz}
          rowData={rows}
          columnDefs={columns}
          rowHeight={40}
          getRowId={({ data }) => data.id}
          quickFilterText={search}
          cacheQuickFilter
          animateRows={false}
        />
      </div>
    </>
  );
}

offer(Table, {
  firstName: '.ag-row[row-index="0"] .ag-cell[col-id="name"]',
  sortByName: '.ag-header-cell[col-id="name"] .ag-header-cell-label',
});
