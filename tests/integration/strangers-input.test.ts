import { afterAll, beforeAll, expect, test } from "vitest";
import type { CredentialList } from "@/lib/contracts/credential-list";
import { connectTenant, type OpenConsole, openConsole } from "@/tests/support/console";

let opened: OpenConsole;
beforeAll(async () => {
  opened = await openConsole({ tenants: 2 });
  await connectTenant(opened, opened.sandbox.tenant(0));
});
afterAll(() => opened.close());

test.each(["GET", "POST", "PUT", "PATCH", "DELETE"] as const)(
  "an address of the API that there is not answers %s with a problem",
  async (method) => {
    for (const path of ["/api/nothing", "/api/tenants/a/b/c/d", "/api/auth"]) {
      const answer = await opened.call(method, path, { as: "nobody" });
      expect([answer.status, answer.problem().code], path).toEqual([404, "not_found"]);
      expect(answer.headers.get("content-type")).toBe("application/problem+json");
    }
  },
);

test("an address of the API that there is not answers at the console's own address alone", async () => {
  const answer = await opened.call("GET", "/api/nothing", { headers: { host: "evil.test" } });
  expect(answer.problem().code).toBe("misdirected");
});

test.each([
  ["GET", "/api/auth/csrf?callbackUrl=%5C%5Cevil.test", {}],
  ["GET", "/api/auth/csrf?callbackUrl=javascript:alert(1)", {}],
  ["GET", "/api/auth/csrf", { headers: { cookie: "next-auth.callback-url=%5C%5Cevil.test" } }],
  ["POST", "/api/auth/callback/credentials", { body: "{" }],
  ["POST", "/api/auth/callback/credentials", { body: "null" }],
] as const)("next-auth is not asked what it would fail at: %s %s %j", async (method, path, options) => {
  const answer = await opened.call(method, path, { as: "nobody", ...options });
  expect([answer.status, answer.problem().code]).toEqual([400, "invalid_input"]);
});

test("a kept address that is refused is taken away, so that the next try goes through; a good one stays", async () => {
  const ask = (cookie: string) => opened.call("GET", "/api/auth/csrf", { as: "nobody", headers: { cookie } });
  const taken = (await ask("next-auth.callback-url=%5C%5Cevil.test")).headers.getSetCookie();
  expect(taken).toEqual(["next-auth.callback-url=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax"]);
  const bad = { cookie: "next-auth.callback-url=http%3A%2F%2Flocalhost%3A3000%2F" };
  const refused = await opened.call("GET", "/api/auth/csrf?callbackUrl=%5C%5Cevil.test", {
    as: "nobody",
    headers: bad,
  });
  expect([refused.status, refused.headers.getSetCookie()]).toEqual([400, []]);
});

test.each([
  ["GET", "/api/auth/callback/credentials"],
  ["POST", "/api/auth/signout"],
] as const)("what of next-auth is not used is not there: %s %s", async (method, path) => {
  const answer = await opened.call(method, path, { as: "nobody" });
  expect([answer.status, answer.problem().code]).toEqual([404, "not_found"]);
});

test.each(["credentials", "oauth-tokens", "tenants", "oauth-tokens/groups?by=person"])(
  "a search of /api/%s takes ten words, and says so when there are more",
  async (list) => {
    const search = (words: number) =>
      opened.call(
        "GET",
        `/api/${list}${list.includes("?") ? "&" : "?"}search=${Array(words).fill("e").join("+")}`,
      );
    expect((await search(10)).status).toBe(200);
    for (const words of [11, 40, 100]) {
      const answer = await search(words);
      expect([answer.status, answer.problem().detail]).toEqual([
        400,
        expect.stringMatching(/^Search for at most 10 words/),
      ]);
    }
  },
);

test("ten words search connections whose organization and tenant are looked through, too", async () => {
  const { hostname } = opened.sandbox.tenant(0);
  const search = Array(10).fill(hostname.slice(0, 5)).join("+");
  const found = await opened.call("GET", `/api/credentials?search=${search}`);
  expect(found.status === 200 ? found.json<CredentialList>().total : found.text).toBe(1);
});

test("a filter takes so many values, and says so when there are more", async () => {
  const values = Array.from({ length: 101 }, (_, place) => `o${place}`).join();
  const answer = await opened.call("GET", `/api/tenants?organization=${values}`);
  expect([answer.status, answer.problem().detail]).toEqual([400, "Name at most 100 values."]);
});
