/**
 * The table is laid out with CSS grid, and browsers drop the meaning of table elements whose `display` is
 * changed. So each says its role aloud. Spread from here, because written on the element a role that equals
 * the native one looks like a mistake to readers and linters.
 */
export const tableRoles = {
  table: { role: "table" },
  rowgroup: { role: "rowgroup" },
  row: { role: "row" },
  columnheader: { role: "columnheader" },
  cell: { role: "cell" },
} as const;
