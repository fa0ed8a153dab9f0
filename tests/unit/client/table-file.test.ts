import { parse } from "csv-parse/sync";
import { stringify } from "csv-stringify/sync";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toCsv, toJson } from "@/lib/client/table-file";

const read = (csv: string): string[][] => parse(csv, { bom: true, record_delimiter: "\r\n" });

describe("a file made in the browser", () => {
  it("is read by a CSV parser as the same cells, whatever is in them", () => {
    const rows = [
      ["Ada", 'says "hello"', "a,b", "two\r\nlines", null, 7],
      ["", " padded ", "東京", "é", "x", 0],
    ];
    const [head, ...cells] = read(toCsv(["a", "b", "c", "d", "e", "f"], rows));
    expect(head).toEqual(["a", "b", "c", "d", "e", "f"]);
    expect(cells).toEqual(rows.map((row) => row.map((cell) => String(cell ?? ""))));
  });

  it("holds no cell that a spreadsheet would run as a formula", () => {
    const formulas = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1"];
    expect(
      read(
        toCsv(
          ["a"],
          formulas.map((cell) => [cell]),
        ),
      ).slice(1),
    ).toEqual(formulas.map((cell) => [`'${cell}`]));
    expect(read(toCsv(["n"], [[-5]]))[1]).toEqual(["-5"]);
  });

  it("is what the server would make of the same rows", () => {
    const cell = fc.oneof(
      fc.string(),
      fc.string({ unit: fc.constantFrom("=", "-", '"', ",", "\n", "\r", "a") }),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1 }), (rows) => {
        const theirs = stringify(rows, { escape_formulas: true, record_delimiter: "windows" });
        expect(read(toCsv(["a", "b"], rows)).slice(1)).toEqual(read(theirs));
      }),
    );
  });

  it("is JSON with one object for each row, under the columns' own names", () => {
    const text = toJson(
      ["name", "lastUsed"],
      [
        ["=1", null],
        ["b", 2],
      ],
    );
    expect(JSON.parse(text)).toEqual([
      { name: "=1", lastUsed: null },
      { name: "b", lastUsed: 2 },
    ]);
  });
});
