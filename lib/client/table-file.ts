import type { CsvCell } from "@/lib/contracts/csv";

/** Rows as objects, by the names of their members. */
export const toJson = (names: readonly string[], rows: readonly (readonly CsvCell[])[]): string =>
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
