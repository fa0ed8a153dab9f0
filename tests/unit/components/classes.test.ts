import { expect, test } from "vitest";
import { findConflicts } from "@/tests/support/classes";

test("nothing on the page has two classes for one property: which one wins would be chance", () => {
  expect(findConflicts(["app", "components"])).toEqual([]);
});
