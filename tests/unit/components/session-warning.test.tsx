// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { SessionWarning } from "@/components/sign-in/session-warning";
import { activityOfCall, noteActivity, watchActivity } from "@/lib/client/activity";
import type { OwnSession } from "@/lib/contracts/account";

const SECOND = 1000;
const HOUR = 3600;

const rest = { recentSignIn: false, secondFactorNeeded: false };
let left: OwnSession;
let calls: boolean[];
let unwatch: () => void;

beforeEach(() => {
  vi.useFakeTimers();
  calls = [];
  left = { endsInSeconds: 300, latestInSeconds: 10 * HOUR, ...rest };
  vi.stubGlobal("fetch", async (_address: string, { headers }: { headers: Record<string, string> }) => {
    const isAct = headers["x-castellan-activity"] === "1";
    calls.push(isAct);
    if (isAct && left.latestInSeconds > 300) left = { ...left, endsInSeconds: 300 };
    return Response.json(left);
  });
  unwatch = watchActivity();
  noteActivity();
});
afterEach(() => {
  cleanup();
  unwatch();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const pass = (seconds: number) => act(() => vi.advanceTimersByTimeAsync(seconds * SECOND));
const open = async () => {
  render(
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
      <SessionWarning />
    </QueryClientProvider>,
  );
  await pass(0);
};
const dialog = () => screen.queryByRole("alertdialog");

test("what people do stands in the next call, once; what a page does by itself does not", () => {
  expect(activityOfCall()).toEqual({ "x-castellan-activity": "1" });
  expect(activityOfCall()).toEqual({});
  for (const event of ["scroll", "focus", "mousemove"]) fireEvent(window, new Event(event));
  expect(activityOfCall()).toEqual({});
  for (const event of ["pointerdown", "keydown", "wheel"]) {
    fireEvent(document.body, new Event(event, { bubbles: true }));
    expect(activityOfCall()).toEqual({ "x-castellan-activity": "1" });
  }
});

test("somebody who does nothing is warned a minute before, and stays signed in with a click", async () => {
  await open();
  expect([dialog(), calls]).toEqual([null, [true]]);
  left = { ...left, endsInSeconds: 59 };
  await pass(242);
  expect(calls).toEqual([true, false]);
  expect(dialog()?.textContent).toContain("You are about to be signed out");
  fireEvent.click(screen.getByRole("button", { name: "Stay signed in" }));
  await pass(1);
  expect([dialog(), calls]).toEqual([null, [true, false, true]]);
});

test("somebody who did something is not asked", async () => {
  await open();
  left = { ...left, endsInSeconds: 59 };
  fireEvent.keyDown(document.body, { key: "a" });
  await pass(242);
  expect([dialog(), calls]).toEqual([null, [true, true]]);
});

test("what was done in another tab takes the warning away", async () => {
  await open();
  left = { ...left, endsInSeconds: 40 };
  await pass(242);
  expect(dialog()).not.toBeNull();
  left = { ...left, endsInSeconds: 200 };
  await pass(42);
  expect(dialog()).toBeNull();
});

test("a session that has lasted as long as one may is told to end, and nothing is promised", async () => {
  await open();
  left = { endsInSeconds: 50, latestInSeconds: 50, ...rest };
  await pass(242);
  expect(dialog()?.textContent).toContain("as long as a session may");
  expect(screen.queryByRole("button", { name: "Stay signed in" })).toBeNull();
  fireEvent.click(screen.getByRole("button", { name: "Understood" }));
  await pass(1);
  expect(dialog()).toBeNull();
});
