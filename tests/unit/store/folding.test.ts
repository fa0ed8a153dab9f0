import fc from "fast-check";
import { expect, test } from "vitest";
import { fold } from "@/lib/server/store/folding";

test.each([
  ["Zürich", "ZÜRICH"],
  ["Northwind", "Ｎｏｒｔｈｗｉｎｄ"],
  ["ОТДЕЛ", "отдел"],
  ["e\u0301", "É"],
  ["istanbul", "İstanbul"],
  ["ISPARTA", "Isparta"],
  ["Diyarbakır", "diyarbakir"],
  ["STRASSE", "Straße"],
])("%s and %s are found by each other", (one, other) => {
  expect(fold(one)).toBe(fold(other));
});

test("no wildcard of LIKE is left, and no two different texts become one by that", () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom("a", "b", "_", "%", "\\", "'") }), (text) => {
      expect(fold(text)).not.toMatch(/[%_]/);
      expect(fold(text)).toHaveLength(text.length);
    }),
  );
  expect(fold("a_b")).not.toBe(fold("a%b"));
});

test("folding twice changes nothing more", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (text) => {
      expect(fold(fold(text))).toBe(fold(text));
    }),
  );
});
