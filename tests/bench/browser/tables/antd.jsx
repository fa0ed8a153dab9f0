import { Table as AntdTable } from "antd";
import { useDeferredValue, useMemo, useState } from "react";
import { offer } from "./harness.jsx";
import { byName, COLUMNS, textOf } from "./rows";

const columns = COLUMNS.map(({ id, header, width }) => ({
  dataIndex: id,
  key: id,
  title: header,
  width,
  ...(id === "name" ? { sorter: byName } : {}),
}));

function Table({ rows }) {
  const [search, setSearch] = useState("");
  // It has no search over all columns: this one is as ours.
  const texts = useMemo(() => rows.map((row) => ({ row, text: textOf(row) })), [rows]);
  const settled = useDeferredValue(search);
  const filtered = useMemo(
    () => texts.filter(({ text }) => text.includes(settled)).map(({ row }) => row),
    [texts, settled],
  );
  return (
    <>
      <input aria-label="Search" value={search} onChange={(event) => setSearch(event.target.value)} />
      <AntdTable
        virtual
        size="small"
        rowKey="id"
        columns={columns}
        dataSource={filtered}
        pagination={false}
        scroll={{ x: 920, y: 600 }}
      />
    </>
  );
}

offer(Table, {
  firstName: ".ant-table-row .ant-table-cell",
  sortByName: ".ant-table-column-has-sorters",
});
