import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { csvHeadings, csvLines, fromCsvText } from "@/lib/contracts/csv";

const read = (csv: string, delimiter = ","): string[][] =>
  parse(csv, {
    bom: true,
    delimiter,
    relax_column_count: true,
    relax_quotes: true,
    record_delimiter: ["\r\n", "\n", "\r"],
  });

/** As spreadsheets read: a quote counts at the beginning of a cell alone, and what follows its end is text. */
function opened(csv: string, separator: string): string[] {
  const cells: string[] = [];
  let cell = "";
  let state: "begin" | "quoted" | "text" = "begin";
  for (let at = 0; at < csv.length; at++) {
    const sign = csv[at] ?? "";
    if (state === "quoted") {
      if (sign !== '"') cell += sign;
      else if (csv[at + 1] === '"') cell += csv[++at];
      else state = "text";
    } else if (sign === separator || sign === "\r" || sign === "\n") {
      cells.push(cell);
      cell = "";
      state = "begin";
    } else if (state === "begin" && sign === '"') state = "quoted";
    else {
      cell += sign;
      state = "text";
    }
  }
  return [...cells, cell];
}

const formula = /^[\s\p{Cc}\p{Cf}"]*[=+\-@＝＋－＠]/u;
const nasty = fc.string({
  unit: fc.constantFrom(
    "=",
    "-",
    "＝",
    "@",
    '"',
    "'",
    ",",
    ";",
    "\t",
    "\n",
    "\r",
    " ",
    "\uFEFF",
    "\u200b",
    "a",
  ),
});

describe("a file for spreadsheets", () => {
  it("is read by a CSV parser as the same cells, whatever is in them", () => {
    const rows = [
      ["Ada", 'says "hello"', "a,b", "two\r\nlines", null, 7],
      ["", " padded ", "東京", "é; x", undefined, -5],
    ];
    const [head, ...cells] = parse(csvHeadings(["a", "b", "c", "d", "e", "f"]) + csvLines(rows), {
      bom: true,
    }) as string[][];
    expect(head).toEqual(["a", "b", "c", "d", "e", "f"]);
    expect(cells).toEqual(rows.map((row) => row.map((cell) => String(cell ?? ""))));
  });

  it.each([
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\tx",
    "\rx",
    "\nx",
    "＝1",
    "\uFEFF=1",
    "\n=1",
    " =1",
    '"=1',
  ])("has an apostrophe before %j", (text) => {
    expect(csvLines([[text]])).toMatch(/^"'/);
  });

  it.each([",", ";", "\t"])(
    "holds no cell that begins a formula where the list separator is %j",
    (separator) => {
      for (const text of [
        "Smith; =1+1",
        'a;"=1',
        "a\t@x",
        "a\n=1",
        "a;\uFEFF=1",
        "x,;=1",
        "=a;=b",
        "a;'=1",
      ]) {
        const csv = csvHeadings(["Name", "Other"]) + csvLines([["before", text, "after"]]);
        expect(
          read(csv, separator)
            .flat()
            .filter((cell) => formula.test(cell)),
        ).toEqual([]);
      }
      fc.assert(
        fc.property(fc.array(fc.tuple(nasty, nasty), { minLength: 1 }), (rows) => {
          const csv = csvHeadings(["a", "b"]) + csvLines(rows);
          expect(opened(csv.slice(1), separator).filter((cell) => formula.test(cell))).toEqual([]);
        }),
      );
    },
  );

  it("gives its cells back as they were", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(nasty, nasty), { minLength: 1 }), (rows) => {
        const cells = parse(csvLines(rows), {
          relax_column_count: true,
          record_delimiter: "\r\n",
        }) as string[][];
        expect(cells.map((row) => row.map(fromCsvText))).toEqual(rows);
      }),
    );
    expect(fromCsvText("O'Hara")).toBe("O'Hara");
  });

  it("leaves what is no formula as it is, however long what might begin one", () => {
    for (const text of ["a-b", "O'Hara", "2026-11-30", "'quoted'", "a, b", `${";".repeat(1_000_000)}x`])
      expect(csvLines([[text]])).toBe(`"${text}"\r\n`);
  });
});
