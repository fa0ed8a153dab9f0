import { describe, expect, it } from "vitest";
import type { SortValue } from "@/components/data-table/data-table-types";
import { sortRows } from "@/components/data-table/sort-rows";

type Thing = { value: SortValue; mark?: string };

const columns = [
  { id: "value", header: "Value", cell: () => null, sortValue: (thing: Thing) => thing.value },
  { id: "mark", header: "Mark", cell: () => null, sortValue: (thing: Thing) => thing.mark },
  { id: "plain", header: "Plain", cell: () => null },
];

const sorted = (values: SortValue[], desc = false) =>
  sortRows(
    values.map((value) => ({ value })),
    columns,
    [{ id: "value", desc }],
  ).map((thing) => thing.value);

describe("sorting rows", () => {
  it("orders names as people do: by number, without case and accents", () => {
    expect(sorted(["team 10", "Team 2", "Équipe 10", "equipe 2", "zebra"])).toEqual([
      "equipe 2",
      "Équipe 10",
      "Team 2",
      "team 10",
      "zebra",
    ]);
  });

  it("orders numbers by size and times by time", () => {
    expect(sorted([10, 9, -1])).toEqual([-1, 9, 10]);
    const [early, late] = [new Date(1e12), new Date(2e12)];
    expect(sorted([late, early])).toEqual([early, late]);
    expect(sorted([early, late], true)).toEqual([late, early]);
  });

  it("puts what is missing last in both directions", () => {
    const broken = new Date("soon");
    expect(sorted([null, 2, undefined, 1])).toEqual([1, 2, null, undefined]);
    expect(sorted([null, 2, "", 1, broken], true)).toEqual([2, 1, null, "", broken]);
  });

  it("goes by the next column where the first is equal, and keeps the order where all are", () => {
    const things = [
      { value: 1, mark: "b" },
      { value: 1, mark: "a" },
      { value: 0, mark: "z" },
    ];
    const order = (sorting: { id: string; desc: boolean }[]) =>
      sortRows(things, columns, sorting).map((thing) => thing.mark);
    const byValue = { id: "value", desc: false };
    expect(order([byValue, { id: "mark", desc: false }])).toEqual(["z", "a", "b"]);
    expect(order([byValue])).toEqual(["z", "b", "a"]);
  });

  it("passes over columns that an old link names and that are not there any more", () => {
    const things = [{ value: 2 }, { value: 1 }];
    expect(sortRows(things, columns, [{ id: "lost", desc: false }])).toEqual(things);
    expect(sortRows(things, columns, [{ id: "plain", desc: true }])).toEqual(things);
  });
});
