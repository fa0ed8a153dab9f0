import { describe, expect, it } from "vitest";
import { toJson } from "@/lib/client/table-file";

describe("a file made in the browser", () => {
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
