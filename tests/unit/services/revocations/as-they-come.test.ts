import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { asTheyCome } from "@/lib/server/services/revocations/as-they-come";

const after = (ms: number, value: string) => sleep(ms, value);

async function groupsOf(promises: readonly Promise<string>[], togetherMs: number): Promise<string[][]> {
  const groups: string[][] = [];
  for await (const group of asTheyCome(promises, togetherMs)) groups.push(group);
  return groups;
}

test("what comes together is one group, and nobody waits for more when all is there", async () => {
  expect(await groupsOf([after(2, "b"), after(1, "a")], 60_000)).toEqual([["a", "b"]]);
  expect(await groupsOf([], 60_000)).toEqual([]);
});

test("what comes late is a group of its own", async () => {
  expect(await groupsOf([after(400, "late"), after(1, "soon"), Promise.resolve("now")], 30)).toEqual([
    ["now", "soon"],
    ["late"],
  ]);
});

test("what one of them throws is thrown", async () => {
  const broken = sleep(5).then(() => Promise.reject(new Error("broken")));
  await expect(groupsOf([after(1, "a"), broken, after(50, "b")], 60_000)).rejects.toThrow("broken");
});
