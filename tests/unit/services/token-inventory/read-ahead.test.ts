import { expect, test, vi } from "vitest";
import { readAhead } from "@/lib/server/services/token-inventory/read-ahead";

async function* counting(until: number, given: number[]): AsyncGenerator<number, void, undefined> {
  for (let number = 1; number <= until; number += 1) {
    given.push(number);
    yield number;
  }
}

test("all items come in their order, some of them before anybody asks", async () => {
  const given: number[] = [];
  const items = readAhead(counting(5, given), 3);
  await vi.waitFor(() => expect(given).toEqual([1, 2, 3]));
  const read: number[] = [];
  for await (const item of items) read.push(item);
  expect(read).toEqual([1, 2, 3, 4, 5]);
});

test("what goes wrong comes after what was read before", async () => {
  async function* failing(): AsyncGenerator<number, void, undefined> {
    yield 1;
    throw new Error("No more");
  }
  const items = readAhead(failing(), 3);
  expect((await items.next()).value).toBe(1);
  await expect(items.next()).rejects.toThrow("No more");
});

test("whoever stops early stops the source", async () => {
  const given: number[] = [];
  for await (const number of readAhead(counting(100, given), 2)) if (number === 2) break;
  await vi.waitFor(() => expect(given.length).toBeLessThan(6));
  const read = given.length;
  await new Promise((resolve) => setImmediate(resolve));
  expect(given).toHaveLength(read);
});
