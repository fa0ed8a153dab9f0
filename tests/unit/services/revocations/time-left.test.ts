import { expect, test } from "vitest";
import { secondsLeft } from "@/lib/server/services/revocations/time-left";

test("nothing to do takes no time, and is no time at all", () => {
  expect(secondsLeft([])).toBeNull();
  expect(secondsLeft([{ pending: 0, sent: 900 }])).toBeNull();
});

test("what five minutes' worth of Qlik's limit holds goes at once", () => {
  expect(secondsLeft([{ pending: 1, sent: 0 }])).toBe(1);
  expect(secondsLeft([{ pending: 500, sent: 0 }])).toBe(10);
});

test("beyond that it is a hundred a minute, counting what was sent already", () => {
  expect(secondsLeft([{ pending: 1100, sent: 0 }])).toBe(370);
  expect(secondsLeft([{ pending: 1000, sent: 500 }])).toBe(600);
});

test("tenants go side by side: the slowest counts", () => {
  expect(
    secondsLeft([
      { pending: 100, sent: 0 },
      { pending: 700, sent: 0 },
    ]),
  ).toBe(130);
});

test("a tenant that is asked again later takes at least until then", () => {
  expect(secondsLeft([{ pending: 3, sent: 500, asksAgainInSeconds: 61 }])).toBe(62);
  expect(secondsLeft([{ pending: 100, sent: 500, asksAgainInSeconds: 5 }])).toBe(60);
});

test("a tenant that does not answer promises nothing, and the others keep their time", () => {
  expect(secondsLeft([{ pending: 1, sent: 0, askedForSeconds: 9 }])).toBe(1);
  expect(secondsLeft([{ pending: 1, sent: 0, askedForSeconds: 10 }])).toBeNull();
  expect(
    secondsLeft([
      { pending: 1, sent: 0, askedForSeconds: 40 },
      { pending: 500, sent: 0 },
    ]),
  ).toBe(10);
});
