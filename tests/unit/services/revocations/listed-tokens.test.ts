import { expect, test } from "vitest";
import type { QlikError } from "@/lib/server/qlik/errors";
import type { Page } from "@/lib/server/qlik/paging";
import type { OAuthToken, OAuthTokens } from "@/lib/server/qlik/resources/oauth-tokens";
import { err, ok, type Result } from "@/lib/server/result";
import { readListedTokens, whereaboutsOf } from "@/lib/server/services/revocations/listed-tokens";

type Answer = Result<Page<OAuthToken>, QlikError>;

const page = (ids: readonly string[], more: Partial<Page<OAuthToken>> = {}): Answer =>
  ok({ data: ids.map((id) => ({ id, userId: "u1" })), next: null, total: null, endIsTold: true, ...more });
const FAILED: Answer = err({ kind: "unavailable", message: "Down.", advice: "Wait.", host: "acme" });
const SHORT: Answer = err({ kind: "short-list", message: "Short.", advice: "Again.", host: "acme" });

/** Where Qlik has a token when it lists so, reading after reading. */
async function where(readings: readonly (readonly Answer[])[], expected: readonly string[] = []) {
  const left = [...readings];
  const never = () => Promise.reject(new Error("not asked"));
  const oauthTokens: OAuthTokens = {
    list: never,
    revoke: never,
    async *pages() {
      yield* left.shift() ?? [];
    },
  };
  const listed = await readListedTokens(oauthTokens, { expected: new Set(expected), mostPages: 3 });
  return { token: whereaboutsOf("wanted", listed), readings: readings.length - left.length };
}

test("a token that is listed is there, on whichever page, and whatever else is odd", async () => {
  expect((await where([[page(["a"], { next: "page=2" }), page(["wanted"])]])).token).toBe("listed");
  expect((await where([[page(["wanted"]), SHORT], [page([])]])).token).toBe("listed");
});

test("a token that is not listed is gone when the list says where it ends", async () => {
  expect(await where([[page(["a"])]], ["a", "b"])).toEqual({ token: "gone", readings: 1 });
  expect(await where([[page([])]])).toEqual({ token: "gone", readings: 1 });
});

test("a list that may be cut short is read once more", async () => {
  const short = [page([]), SHORT];
  expect(await where([short, [page([])]])).toEqual({ token: "gone", readings: 2 });
  expect(await where([short, short])).toEqual({ token: "unknown", readings: 2 });
});

test("a list without any of those that should be in it is not believed", async () => {
  expect(await where([[page([])], [page([])]], ["a"])).toEqual({ token: "unknown", readings: 2 });
  expect(await where([[page([])], [page(["a"])]], ["a"])).toEqual({ token: "gone", readings: 2 });
});

test("a list that fails, or is too long to be read to its end, tells nothing of what is not in it", async () => {
  expect(await where([[page(["a"], { next: "page=2" }), FAILED]])).toEqual({ token: "unknown", readings: 1 });
  const endless = Array.from({ length: 5 }, () => page(["a"], { next: "page=2" }));
  expect(await where([endless, endless])).toEqual({ token: "unknown", readings: 1 });
});
