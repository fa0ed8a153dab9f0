/** What a cell of a file holds. */
export type FileCell = string | number | null;

/** A program that opens a table may run a cell that begins so (decision 0028). */
const FORMULA = /^[=+\-@\t\r＝＋－＠]/;

const csvCell = (cell: FileCell): string => {
  if (cell === null) return "";
  const text = typeof cell === "string" && FORMULA.test(cell) ? `'${cell}` : String(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

/** Rows under their headings, for spreadsheets: with a byte order mark, and no cell begins a formula. */
export const toCsv = (headings: readonly string[], rows: readonly (readonly FileCell[])[]): string =>
  `\uFEFF${[headings, ...rows].map((row) => `${row.map(csvCell).join(",")}\r\n`).join("")}`;

/** Rows as objects, by the names of their members. */
export const toJson = (names: readonly string[], rows: readonly (readonly FileCell[])[]): string =>
  `${JSON.stringify(
    rows.map((row) => Object.fromEntries(names.map((name, place) => [name, row[place] ?? null]))),
    null,
    1,
  )}\n`;

/** Hands a text over as a file, as a link to one would. */
export function download(name: string, mediaType: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: mediaType }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  // The download has the blob by then; the address alone would keep it in memory.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
