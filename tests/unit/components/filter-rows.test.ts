import { describe, expect, it } from "vitest";
import { countValues, filterRows, indexRows } from "@/components/data-table/filter-rows";

type Fruit = { name: string; colour: string; seasons: string[] };

const fruits: Fruit[] = [
  { name: "Red Apple", colour: "red", seasons: ["autumn"] },
  { name: "Green Apple", colour: "green", seasons: ["autumn", "winter"] },
  { name: "Cherry", colour: "red", seasons: ["summer"] },
];
const indexed = indexRows(fruits, (fruit) => `${fruit.name} ${fruit.colour}`);
const names = (rows: readonly Fruit[]) => rows.map((fruit) => fruit.name);

describe("filtering rows that are all here", () => {
  it("finds rows that contain every word, in any order and case", () => {
    expect(names(filterRows(indexed, "  APPLE green ", []))).toEqual(["Green Apple"]);
    expect(names(filterRows(indexed, "", []))).toEqual(["Red Apple", "Green Apple", "Cherry"]);
    expect(filterRows(indexed, "apple cherry", [])).toEqual([]);
  });

  it("finds letters, quotes and hyphens by those that people can type, and the other way round", () => {
    const people = indexRows(["Łukasz", "Þór O’Hara", "anne-marie"], (name) => name);
    expect(filterRows(people, "lukasz", [])).toEqual(["Łukasz"]);
    expect(filterRows(people, "o'hara thor", [])).toEqual(["Þór O’Hara"]);
    expect(filterRows(people, "Anne–Marie", [])).toEqual(["anne-marie"]);
  });

  it("takes the values of one filter as alternatives and several filters together", () => {
    const colour = { selected: ["red", "green"], valuesOf: (fruit: Fruit) => fruit.colour };
    const season = { selected: ["winter", "summer"], valuesOf: (fruit: Fruit) => fruit.seasons };
    expect(names(filterRows(indexed, "", [colour]))).toHaveLength(3);
    expect(names(filterRows(indexed, "", [colour, season]))).toEqual(["Green Apple", "Cherry"]);
  });

  it("ignores a filter with nothing selected", () => {
    const none = { selected: [], valuesOf: (fruit: Fruit) => fruit.colour };
    expect(filterRows(indexed, "", [none])).toHaveLength(3);
  });

  it("counts how many rows have each value", () => {
    expect([...countValues(fruits, (fruit) => fruit.seasons)]).toEqual([
      ["autumn", 2],
      ["winter", 1],
      ["summer", 1],
    ]);
  });
});
