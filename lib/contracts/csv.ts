/** What a cell of a file holds. */
export type CsvCell = string | number | null | undefined;

// What a program may skip before it looks whether a cell is a formula: space, marks that are not seen, and quotes, which
// it takes away. Separators are among these, so that of several in a row each is a place where a cell may begin.
const SKIPPED = String.raw`[\s\p{Cc}\p{Cf},;"']`;
const FORMULA = "[=+\\-@＝＋－＠]";

/** From which place on nothing but what is skipped stands before the beginning of a formula. */
const beforeFormula = new RegExp(`(?<!${SKIPPED})${SKIPPED}*(?=${FORMULA})`, "gu");
const beginsFormula = new RegExp(`^(?:'*[\\t\\r\\n]|${SKIPPED}*${FORMULA})`, "u");

/**
 * Text that no spreadsheet takes for a formula, also where its list separator is another than the comma: it then divides
 * a cell at what is only text here, quoted or not, so an apostrophe goes behind each separator within, too (decision
 * 0073).
 */
const harmless = (text: string): string =>
  (beginsFormula.test(text) ? "'" : "") +
  text.replace(beforeFormula, (skipped) => skipped.replace(/\r\n|[,;\t\r\n]/g, "$&'"));

/** The text of a cell that {@link csvLines} has written, for columns that our own files have. */
export function fromCsvText(cell: string): string {
  const text = cell.replace(beforeFormula, (skipped) => skipped.replace(/(\r\n|[,;\t\r\n])'/g, "$1"));
  return text.startsWith("'") && beginsFormula.test(text.slice(1)) ? text.slice(1) : text;
}

const csvCell = (cell: CsvCell): string => {
  if (cell === null || cell === undefined) return "";
  return typeof cell === "number" ? String(cell) : `"${harmless(cell).replaceAll('"', '""')}"`;
};

/** Rows of a CSV file, each with its end of line. */
export const csvLines = (rows: readonly (readonly CsvCell[])[]): string =>
  rows.map((row) => `${row.map(csvCell).join(",")}\r\n`).join("");

/** What a CSV file begins with: a byte order mark, by which spreadsheets know UTF-8, and its headings. */
export const csvHeadings = (headings: readonly string[]): string => `\uFEFF${csvLines([headings])}`;
