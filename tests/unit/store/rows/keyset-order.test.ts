import { expect, test } from "vitest";
import { createKeysetOrder } from "@/lib/server/store/rows/keyset-order";

const order = createKeysetOrder({ columns: { name: "nameKey" }, first: "name" });

test("a cursor that leads back to where its page began is an error", () => {
  const first = order.cursorAfter({ nameKey: "a", id: "1" }, [], undefined);
  expect(order.cursorAfter({ nameKey: "a", id: "2" }, [], first)).not.toBe(first);
  expect(() => order.cursorAfter({ nameKey: "a", id: "1" }, [], first)).toThrow(/does not move on/);
});
