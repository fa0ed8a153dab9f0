// @vitest-environment jsdom
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { openPageOf } from "@/lib/client/page-person";
import { isLeavingNow, setLeaving } from "@/lib/client/sign-in-again";
import { followSignOut, signOut } from "@/lib/client/sign-out";

let close: () => void;
let led: string[];

beforeEach(() => {
  led = [];
  close = openPageOf({ id: "ada", name: "Ada", email: "ada@example.com", provider: null });
  const location = { pathname: "/tenants", search: "?a=1", assign: (address: string) => led.push(address) };
  vi.stubGlobal("window", { location });
});
afterEach(() => {
  close();
  setLeaving(false);
  vi.unstubAllGlobals();
});

const answers = (status: number, code: string) =>
  vi.stubGlobal("fetch", async () =>
    status === 204
      ? new Response(null, { status })
      : Response.json({ code, status, title: "", detail: code, requestId: "r" }, { status }),
  );

test.each([
  [204, ""],
  [401, "unauthenticated"],
])(
  "whoever signs out is led to the sign-in page, once, also where the session had ended (%d)",
  async (status, code) => {
    answers(status, code);
    await signOut();
    followSignOut();
    expect(led).toEqual(["/sign-in"]);
  },
);

test("a sign-out that did not go through is told, and the page goes on as before", async () => {
  answers(503, "unavailable");
  await expect(signOut()).rejects.toThrow("unavailable");
  expect([led, isLeavingNow()]).toEqual([[], false]);
});

test("another tab follows to the sign-in page, which leads back; a page that is nobody's stays", () => {
  close();
  followSignOut();
  expect(led).toEqual([]);
  close = openPageOf({ id: "ada", name: "Ada", email: "ada@example.com", provider: null });
  followSignOut();
  expect(led).toEqual(["/sign-in?callbackUrl=%2Ftenants%3Fa%3D1"]);
});
