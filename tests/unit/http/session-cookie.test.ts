import { encode } from "next-auth/jwt";
import { afterEach, expect, test, vi } from "vitest";
import { createSessionTokenIn } from "@/lib/server/http/session-cookie";

const secret = "a secret of this test alone";
const sealed = (sessionId: string, maxAge = 3600) => encode({ token: { sessionId }, secret, maxAge });

afterEach(() => vi.useRealTimers());

test("a cookie that we sealed says its session each time", async () => {
  const sessionIdIn = createSessionTokenIn(secret);
  const [one, other] = [await sealed("one"), await sealed("other")];
  for (const _ of [1, 2, 3]) {
    expect(await sessionIdIn(one)).toBe("one");
    expect(await sessionIdIn(other)).toBe("other");
  }
});

test("a cookie that was changed says nothing, whether or not the one it was made of is known", async () => {
  const sessionIdIn = createSessionTokenIn(secret);
  const cookie = await sealed("one");
  const changed = [`${cookie}A`, cookie.slice(0, -1), cookie.toUpperCase(), "", undefined];
  for (const one of changed) expect(await sessionIdIn(one)).toBeUndefined();
  expect(await sessionIdIn(cookie)).toBe("one");
  for (const one of changed) expect(await sessionIdIn(one)).toBeUndefined();
});

test("a cookie of another secret says nothing, also to whoever has just opened one", async () => {
  const foreign = await encode({ token: { sessionId: "one" }, secret: "another secret" });
  const sessionIdIn = createSessionTokenIn(secret);
  await sessionIdIn(await sealed("one"));
  expect(await sessionIdIn(foreign)).toBeUndefined();
});

test("a cookie that was known says nothing once it has run out", async () => {
  const sessionIdIn = createSessionTokenIn(secret);
  const cookie = await sealed("one", 60);
  expect(await sessionIdIn(cookie)).toBe("one");
  vi.useFakeTimers({ now: Date.now() + 120_000, toFake: ["Date"] });
  expect(await sessionIdIn(cookie)).toBeUndefined();
});

test("more cookies than are remembered are opened all the same", { timeout: 60_000 }, async () => {
  const sessionIdIn = createSessionTokenIn(secret);
  const first = await sealed("first");
  expect(await sessionIdIn(first)).toBe("first");
  const many = await Promise.all(Array.from({ length: 2100 }, (_, index) => sealed(`${index}`)));
  for (const [index, cookie] of many.entries()) expect(await sessionIdIn(cookie)).toBe(`${index}`);
  expect(await sessionIdIn(first)).toBe("first");
});
