import { expect, test } from "vitest";
import { createSweptMap } from "@/lib/server/qlik/swept-map";

test("a map that is swept stays small however much passes through it, and loses nothing that lasts", () => {
  let now = 0;
  let looks = 0;
  const map = createSweptMap<number, number>((until) => {
    looks += 1;
    return until <= now;
  });
  for (let lasting = 0; lasting < 300; lasting += 1) map.set(-lasting - 1, Number.POSITIVE_INFINITY);
  for (now = 0; now < 100_000; now += 1) map.set(now, now + 10);
  const kept = Array.from({ length: 100_000 }, (_, key) => key).filter((key) => map.get(key) !== undefined);
  expect(kept.length).toBeLessThan(600);
  expect(map.get(99_999)).toBe(100_009);
  expect(map.get(-300)).toBe(Number.POSITIVE_INFINITY);
  expect(looks).toBeLessThan(400_000);
});
