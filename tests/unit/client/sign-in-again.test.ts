// @vitest-environment jsdom
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ApiError, call } from "@/lib/client/api";
import { openPageOf } from "@/lib/client/page-person";
import { answerSession, answerStepUp, currentWaits, lookAgain, setLeaving } from "@/lib/client/sign-in-again";
import type { getSession } from "@/lib/contracts/account";
import type { listConnectionDrafts } from "@/lib/contracts/connection-drafts";
import type { connectOrganization } from "@/lib/contracts/organizations";
import type { ProblemCode } from "@/lib/contracts/problems";

const SECRET = "typed-once";
const ada = { id: "ada", name: "Ada", email: "ada@example.com", provider: null };

/** What the session is when the server is asked. */
let state: "in" | "not-recent" | "in-anew" | "enrolling" | ProblemCode | "down";
let calls: { path: string; method: string; person: string | undefined; body: string | undefined }[];
let close: () => void;

const problem = (code: string, status: number) =>
  Response.json({ code, status, title: code, detail: `${code}.`, requestId: "r" }, { status });
const statuses: Partial<Record<string, number>> = { unauthenticated: 401, other_person: 409 };

function answer(path: string, method: string): Response {
  if (state === "down") throw new TypeError("down");
  if (state === "not-recent" && method !== "GET") return problem("sign_in_again", 403);
  if (state === "enrolling" && path !== "/api/session") return problem("second_factor_needed", 403);
  const status = statuses[state];
  if (status !== undefined) return problem(state, status);
  return Response.json({
    endsInSeconds: 300,
    latestInSeconds: 300,
    secondFactorNeeded: state === "enrolling",
    recentSignIn: state === "in-anew",
  });
}

beforeEach(() => {
  calls = [];
  close = openPageOf(ada);
  vi.stubGlobal("fetch", async (path: string, init: RequestInit) => {
    const { method = "GET", headers, body } = init;
    const person = new Headers(headers).get("x-castellan-person") ?? undefined;
    calls.push({ path, method, person, body: body === undefined ? undefined : String(body) });
    return answer(path, method);
  });
});
afterEach(() => {
  answerSession(false);
  answerStepUp(false);
  setLeaving(false);
  close();
  vi.unstubAllGlobals();
});

const settle = () => new Promise((resolve) => setTimeout(resolve, 5));
const connect = () =>
  call<typeof connectOrganization>("POST /api/organizations", {
    body: { name: "Acme", clientId: "id", clientSecret: SECRET },
  });
const read = (signal?: AbortSignal) =>
  call<typeof listConnectionDrafts>("GET /api/connection-drafts", signal ? { signal } : {});
const sent = (method: string) => calls.filter((one) => one.method === method && one.path !== "/api/session");

test("a call that meets the end of the session waits, and is sent again with what was typed, once", async () => {
  state = "unauthenticated";
  const outcome = connect();
  await settle();
  expect(currentWaits().session).toMatchObject({ hold: "signed-out", holdsAct: true });
  state = "in";
  await lookAgain();
  await outcome;
  expect(currentWaits()).toEqual({ stepUp: false });
  const posts = sent("POST");
  expect(posts).toHaveLength(2);
  expect(posts[1]).toEqual(posts[0]);
  expect(posts[1]?.body).toContain(SECRET);
  expect(posts[1]?.person).toBe("ada");
});

test("many calls at once ask once, and all go on; what one gives up meanwhile ends by itself", async () => {
  state = "unauthenticated";
  const reads = [read(), read(), read()];
  const given = new AbortController();
  const abandoned = read(given.signal);
  await settle();
  expect(calls.filter(({ path }) => path === "/api/session")).toHaveLength(1);
  expect(currentWaits().session?.holdsAct).toBe(false);
  given.abort();
  await expect(abandoned).rejects.toMatchObject({ name: "AbortError" });
  state = "in";
  await lookAgain();
  expect(await Promise.all(reads)).toHaveLength(3);
});

test("where another tab has signed in meanwhile nobody is asked", async () => {
  state = "unauthenticated";
  const outcome = read();
  state = "in";
  await outcome;
  expect(currentWaits().session).toBeUndefined();
  expect(calls.map(({ path }) => path)).toEqual([
    "/api/connection-drafts",
    "/api/session",
    "/api/connection-drafts",
  ]);
});

test("as another person nothing goes on, until the first is back", async () => {
  state = "unauthenticated";
  const outcome = connect();
  await settle();
  state = "other_person";
  await lookAgain();
  expect(currentWaits().session).toMatchObject({ hold: "other-person", detail: "other_person." });
  expect(sent("POST")).toHaveLength(1);
  state = "in";
  await lookAgain();
  await outcome;
  expect(sent("POST")).toHaveLength(2);
});

test("a page whose session became somebody else's without its doing learns that from its next call", async () => {
  state = "other_person";
  const outcome = read();
  await settle();
  expect(currentWaits().session?.hold).toBe("other-person");
  answerSession(false);
  await expect(outcome).rejects.toMatchObject({ problem: { code: "other_person" } });
});

test("after an old sign-in at the provider the proof is asked for besides, and then the act goes on", async () => {
  state = "unauthenticated";
  const outcome = connect();
  await settle();
  state = "not-recent";
  await lookAgain();
  await settle();
  expect(currentWaits()).toEqual({ stepUp: true });
  state = "in-anew";
  await lookAgain();
  await outcome;
  expect(sent("POST")).toHaveLength(3);
});

test("what is refused again after the proof is told, and not asked for without end", async () => {
  state = "not-recent";
  const outcome = connect();
  await settle();
  answerStepUp(true);
  await expect(outcome).rejects.toBeInstanceOf(ApiError);
  expect([sent("POST").length, currentWaits().stepUp]).toEqual([2, false]);
});

test("whoever must set up a second factor by now is asked for that, and the page stays", async () => {
  state = "enrolling";
  const outcome = read();
  await settle();
  expect(currentWaits().session?.hold).toBe("second-factor");
  state = "in";
  await lookAgain();
  await outcome;
});

test("while the console does not answer, what it said before holds", async () => {
  state = "unauthenticated";
  const outcome = read();
  state = "down";
  await settle();
  expect(currentWaits().session?.hold).toBe("signed-out");
  state = "in";
  await lookAgain();
  await outcome;
});

test("whoever signs out is not asked to sign in, and neither is a page that is nobody's", async () => {
  state = "unauthenticated";
  setLeaving(true);
  await expect(call<typeof getSession>("GET /api/session")).rejects.toBeInstanceOf(ApiError);
  setLeaving(false);
  close();
  await expect(read()).rejects.toBeInstanceOf(ApiError);
  expect(calls.at(-1)?.person).toBeUndefined();
  expect(currentWaits()).toEqual({ stepUp: false });
});
