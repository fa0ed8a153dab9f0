import { describe, expect, it } from "vitest";
import { CHANGE, coverageWords, fits, inTurn, NIGHT } from "@/scripts/lib/rings.js";
import { readTestArguments } from "@/scripts/lib/test-arguments.js";

const parts = ["one", "two", "three"].map((name) => ({ name, seconds: 60 }));
const namesOf = (list: readonly { readonly name: string }[]) => list.map(({ name }) => name);

describe("the night ring", () => {
  it("begins with another part for another seed, and leaves none out", () => {
    expect(namesOf(inTurn(parts, 0))).toEqual(["one", "two", "three"]);
    expect(namesOf(inTurn(parts, 4))).toEqual(["two", "three", "one"]);
    expect(inTurn([], 4)).toEqual([]);
  });

  it("begins what is likely to end in time, at the pace of this machine", () => {
    const [part] = parts;
    if (!part) throw new Error("There are three.");
    expect(fits(part, { changeMs: 330_000, leftMs: 60_000 })).toBe(true);
    expect(fits(part, { changeMs: 660_000, leftMs: 60_000 })).toBe(false);
    expect(fits(part, { changeMs: 660_000, leftMs: 120_000 })).toBe(true);
    // A part is not begun for how quick the change ring was: it may have been one step of it.
    expect(fits(part, { changeMs: 1000, leftMs: 59_000 })).toBe(false);
  });

  it("says its seed, what it ran, and what there was no time for", () => {
    const [one, ...left] = parts;
    if (!one) throw new Error("There are three.");
    expect(coverageWords({ seed: 7, ran: [one], left })).toBe(
      "Night ring, seed 7 (CASTELLAN_TEST_SEED): ran one.\n" +
        "No time for two, three; npm run test:night runs them all.",
    );
    expect(coverageWords({ seed: 7, ran: parts, left: [] })).not.toContain("No time");
  });

  it("runs what the change ring leaves out: no test is in neither", () => {
    expect([CHANGE.vitest, CHANGE.postgresql, CHANGE.playwright]).toEqual([
      "!night",
      "store && !night",
      ["--grep-invert", "@night"],
    ]);
    expect([NIGHT.vitest, NIGHT.postgresql, NIGHT.playwright]).toEqual([
      "night || kills",
      "night || !store",
      ["--grep", "@night|@looks"],
    ]);
  });
});

describe("what the tests are asked for", () => {
  const known = ["types", "unit"];

  it("is the change ring, or steps of it, or the night ring, or as much of both as fits into some minutes", () => {
    expect(readTestArguments([], known)).toEqual({ ring: "change", only: known, withinMinutes: 0 });
    expect(readTestArguments(["--only", "unit"], known)).toMatchObject({ ring: "change", only: ["unit"] });
    expect(readTestArguments(["--night"], known)).toMatchObject({ ring: "night" });
    expect(readTestArguments(["--night-within", "22"], known)).toMatchObject({
      withinMinutes: 22,
      only: known,
    });
  });

  it.each([
    ["--only", "nothing"],
    ["--only"],
    ["--only", "unit", "types"],
    ["--night-within", "soon"],
    ["unit"],
  ])("is refused with all there is to ask for: %s %s", (...args) => {
    expect(() => readTestArguments(args, known)).toThrow(/Unknown: /);
  });
});
