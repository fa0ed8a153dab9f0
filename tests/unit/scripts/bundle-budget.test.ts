import { expect, it } from "vitest";
import { overBudget } from "@/scripts/lib/bundle-budget.js";

const budget = { pages: { "/tokens": 1000 }, others: 1500 };

it("a page may load what its budget allows, and not a byte more", () => {
  expect(overBudget([{ route: "/tokens", bytes: 1000 }], budget)).toEqual([]);
  expect(overBudget([{ route: "/tokens", bytes: 1001 }], budget)).toEqual([
    "/tokens: 1001 bytes of JavaScript at first, 1000 are allowed",
  ]);
});

it("a budget of a page that is gone is told, or it would hold nothing", () => {
  expect(overBudget([{ route: "/all-tokens", bytes: 1 }], budget)[0]).toContain("no such page");
});

it("a new page is held without being named", () => {
  const tokens = { route: "/tokens", bytes: 1 };
  expect(overBudget([tokens, { route: "/new", bytes: 1500 }], budget)).toEqual([]);
  expect(overBudget([tokens, { route: "/new", bytes: 1501 }], budget)).toEqual([
    "/new: 1501 bytes of JavaScript at first, 1500 are allowed",
  ]);
});
