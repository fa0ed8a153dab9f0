import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseFilterText, printFilterText } from "@/lib/client/filter-text";
import { searchTerms } from "@/lib/contracts/search-terms";

const names = [
  { id: "status", label: "State of it" },
  { id: "region" },
  { id: "licenseEnds", label: "License ends" },
  { id: "userStatus", label: "Status" },
];
const parse = (text: string) => parseFilterText(text, names);

describe("what is typed into a search", () => {
  test.each([
    [
      'status:active region:eu-west-1,de "acme corp" prod',
      ["acme corp", "prod"],
      { status: ["active"], region: ["eu-west-1", "de"] },
    ],
    ["acme", ["acme"], {}],
    ["STATUS:active licenseends:30d", [], { status: ["active"], licenseEnds: ["30d"] }],
    ["status:active status:disabled,active", [], { status: ["active", "disabled"] }],
    ['status:"user access disabled",active', [], { status: ["user access disabled", "active"] }],
    ["status:", [], {}],
    ["stateofit:active", [], { status: ["active"] }],
    ["unheard:", [], {}],
    ["x unheard: y", ["x", "y"], {}],
    ['"unheard:"', ["unheard:"], {}],
    ["status:,, x", ["x"], {}],
    ["https://acme.de.qlikcloud.com note:x", ["https://acme.de.qlikcloud.com", "note:x"], {}],
    ['"status:active"', ["status:active"], {}],
    ['"open to the end', ["open to the end"], {}],
    ['region:"eu wes', [], { region: ["eu wes"] }],
    ['"a \\"quoted\\" word"', ['a "quoted" word'], {}],
    ['"" "  " x', ["x"], {}],
    ["  ", [], {}],
    ["日本 東京", ["日本", "東京"], {}],
  ])("%s", (text, terms, filters) => {
    expect(parse(text)).toEqual({ terms, filters });
  });
});

const something = fc.string({ unit: "grapheme", minLength: 1 }).filter((text) => text.trim() !== "");
const awkward = fc.string({
  unit: fc.constantFrom("a", " ", '"', "\\", ",", ":", "status:", "\n"),
  minLength: 1,
});
const word = fc.oneof(
  something,
  awkward.filter((text) => text.trim() !== ""),
);
const wanted = fc.record({
  terms: fc.array(word),
  filters: fc.dictionary(
    fc.constantFrom(...names.map(({ id }) => id)),
    fc.uniqueArray(word, { minLength: 1, maxLength: 4 }),
  ),
});

test("what is printed reads as the same again, whatever the words and values are", () => {
  fc.assert(
    fc.property(wanted, (state) => {
      expect(parse(printFilterText(state, names))).toEqual({
        terms: state.terms,
        filters: { ...state.filters },
      });
    }),
    { numRuns: 500 },
  );
});

test("any text at all can be read, and is settled once it is printed", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: "grapheme" }), awkward), (text) => {
      const printed = printFilterText(parse(text), names);
      expect(printFilterText(parse(printed), names)).toBe(printed);
    }),
    { numRuns: 500 },
  );
});

test("the server reads the same words from a search as the box does", () => {
  fc.assert(
    fc.property(fc.array(word), (terms) => {
      expect(searchTerms(printFilterText({ terms, filters: {} }, []))).toEqual(terms);
    }),
    { numRuns: 500 },
  );
});
