import fc from "fast-check";
import { expect, test } from "vitest";
import { arrangeColumns, moveColumn, withColumn } from "@/components/data-table/arrange-columns";

const columns = [
  { id: "name" },
  { id: "status" },
  { id: "when", hideable: false },
  { id: "region" },
  { id: "id", defaultHidden: true },
];
const visible = (layout: string[] | null) => arrangeColumns(columns, layout).visible.map(({ id }) => id);
const hidden = (layout: string[] | null) => arrangeColumns(columns, layout).hidden.map(({ id }) => id);

test("without a layout the columns stand as they are declared, and those hidden at first are left out", () => {
  expect(visible(null)).toEqual(["name", "status", "when", "region"]);
  expect(hidden(null)).toEqual(["id"]);
});

test("a layout says which columns are seen and in which order", () => {
  expect(visible(["name", "id", "when", "status"])).toEqual(["name", "id", "when", "status"]);
  expect(hidden(["name", "id", "when", "status"])).toEqual(["region"]);
});

test.each([
  [
    ["status", "name"],
    ["name", "status", "when"],
  ],
  [["region"], ["name", "region", "when"]],
  [
    ["region", "gone", "region"],
    ["name", "region", "when"],
  ],
])("from the layout %j of another time the best is made: %j", (layout, seen) => {
  expect(visible(layout)).toEqual(seen);
});

test("any layout leaves every column once, visible or hidden, with the name first", () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom("name", "status", "when", "region", "id", "none-such")),
      (layout) => {
        const all = [...visible(layout), ...hidden(layout)];
        expect(all[0]).toBe("name");
        expect([...all].sort()).toEqual(columns.map(({ id }) => id).sort());
      },
    ),
  );
});

test("a column that is shown again stands behind the one that it is declared after", () => {
  expect(withColumn(columns, ["name", "when", "region"], "status")).toEqual([
    "name",
    "status",
    "when",
    "region",
  ]);
  expect(withColumn(columns, ["name", "region", "status"], "id")).toEqual(["name", "region", "id", "status"]);
});

test("a column is moved to any place but the first", () => {
  const ids = ["name", "a", "b", "c"];
  expect(moveColumn(ids, "c", 1)).toEqual(["name", "c", "a", "b"]);
  expect(moveColumn(ids, "a", 3)).toEqual(["name", "b", "c", "a"]);
  expect(moveColumn(ids, "b", 0)).toEqual(["name", "b", "a", "c"]);
  expect(moveColumn(ids, "b", 99)).toEqual(["name", "a", "c", "b"]);
  for (const [id, to] of [
    ["name", 2],
    ["a", 1],
    ["none-such", 1],
  ] as const)
    expect(moveColumn(ids, id, to)).toBe(ids);
});
