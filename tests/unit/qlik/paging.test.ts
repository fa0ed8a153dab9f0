import { describe, expect, test } from "vitest";
import type { Page } from "@/lib/server/qlik/paging";
import { pages } from "@/lib/server/qlik/paging";
import { createOAuthTokens } from "@/lib/server/qlik/resources/oauth-tokens";
import { createUsers } from "@/lib/server/qlik/resources/users";
import { ok, type Result } from "@/lib/server/result";
import { ACME, clientFor, errorFrom, valueFrom } from "./support/clients";
import { sendJson, withTokens } from "./support/scripted-qlik";

const row = (id: string) => ({ id, tenantId: "t", userId: "u" });

async function all<T>(generator: AsyncGenerator<Result<Page<T>, unknown>>) {
  const results: Result<Page<T>, unknown>[] = [];
  for await (const result of generator) results.push(result);
  return results;
}

/** Three pages; the link of each is made from the name of the next one. */
const threePages = (link: (next: string) => unknown, end: unknown) =>
  withTokens(({ url }, response) => {
    const page = /[?&](?:next|page|offset)=(\w+)/.exec(url)?.[1] ?? "one";
    const following = { one: "two", two: "three" }[page];
    sendJson(response, 200, { data: [row(page)], links: following ? link(following) : end });
  });

describe("reading a list to its end", () => {
  const links: [string, (next: string) => unknown, unknown][] = [
    [
      "next on another host",
      (next) => ({ next: { href: `https://api.qlikcloud.com/core/x?limit=20&next=${next}` } }),
      {},
    ],
    [
      "offset on a plain address",
      (next) => ({ next: { href: `http://foo.example/?offset=${next}` } }),
      { next: { href: null } },
    ],
    [
      "page in a relative address",
      (next) => ({ next: { href: `/api/v1/other?userId=9&page=${next}#top` } }),
      { next: null },
    ],
    ["a bare query", (next) => ({ next: { href: `?next=${next}&sort=+name` } }), { self: { href: "x" } }],
  ];

  test.each(links)("works with %s, at the host and path that are known", async (_, link, end) => {
    const { tenant, seen } = await clientFor(threePages(link, end));
    const read = await all(tenant.of(createOAuthTokens).pages({ userId: "u 1" }));
    expect(read.flatMap((page) => valueFrom(page).data.map(({ id }) => id))).toEqual(["one", "two", "three"]);
    for (const { host, url } of seen.slice(1)) {
      expect(host).toBe(ACME);
      expect(url).toMatch(/^\/api\/v1\/oauth-tokens\?limit=100&userId=u%201(&(next|page|offset)=\w+)?$/);
    }
  });

  test("passes a cursor on as it came", async () => {
    const cursors = ["next=a+b%2Bc%3D%3D&x=1", undefined];
    const { tenant, seen } = await clientFor(
      withTokens((_, response) => {
        const cursor = cursors.shift();
        sendJson(response, 200, {
          data: [],
          links: { next: { href: cursor ? `https://x/?limit=5&${cursor}` : null } },
        });
      }),
    );
    await all(tenant.of(createOAuthTokens).pages());
    expect(seen.at(-1)?.url).toBe("/api/v1/oauth-tokens?limit=100&next=a+b%2Bc%3D%3D&x=1");
  });

  test("goes on over a page without rows", async () => {
    let page = 0;
    const { tenant } = await clientFor(
      withTokens((_, response) => {
        page += 1;
        sendJson(response, 200, {
          data: page === 1 ? [] : [row("a")],
          links: page === 1 ? { next: { href: "?page=2" } } : {},
        });
      }),
    );
    expect(
      (await all(tenant.of(createOAuthTokens).pages())).flatMap((result) => valueFrom(result).data),
    ).toHaveLength(1);
  });

  test("stops at the first failure and says so", async () => {
    const { tenant } = await clientFor(
      withTokens(({ url }, response) =>
        url.includes("page=two")
          ? sendJson(response, 500, {})
          : sendJson(response, 200, { data: [row("one")], links: { next: { href: "?page=two" } } }),
      ),
    );
    expect((await all(tenant.of(createOAuthTokens).pages())).map(({ ok }) => ok)).toEqual([true, false]);
  });

  test.each([
    ["to itself without a cursor", () => "https://x/y?limit=100&userId=7"],
    ["to itself with a cursor", () => "?page=same"],
    ["in a circle", (url: string) => (url.includes("page=a") ? "?page=b" : "?page=a")],
  ])("ends with an error when a list leads %s", async (_, link) => {
    const { tenant, seen } = await clientFor(
      withTokens(({ url }, response) =>
        sendJson(response, 200, { data: [row("x")], links: { next: { href: link(url) } } }),
      ),
    );
    const read = await all(tenant.of(createOAuthTokens).pages());
    expect(read.at(-1)).toMatchObject({ ok: false, error: { kind: "paging-loop" } });
    expect(seen.length).toBeLessThan(6);
  });

  test("ends with an error when a list goes on and on", async () => {
    let page = 0;
    const endless = async () => ok({ data: [], next: `page=${page++}`, endIsTold: true, total: null });
    const read = await all(pages(ACME, endless, 50));
    expect(read).toHaveLength(51);
    expect(read.at(-1)).toMatchObject({ ok: false, error: { kind: "paging-loop" } });
  });

  test("ends with an error, not early, when the link cannot be read", async () => {
    for (const next of ["?page=2", { href: 7 }, { href: "?page=a b" }]) {
      const { tenant } = await clientFor(
        withTokens((_, response) => sendJson(response, 200, { data: [], links: { next } })),
      );
      expect(errorFrom(await tenant.of(createOAuthTokens).list()).kind).toBe("unexpected-answer");
    }
  });
});

describe("a list that may be short", () => {
  test.each([
    ["without links", { data: [] }],
    ["whose links are null", { data: [row("a")], links: null }],
    ["of fewer rows than it tells", { data: [row("a"), row("b")], links: {}, totalResults: 3 }],
    [
      "that holds a row twice in place of another",
      { data: [row("a"), row("a")], links: {}, totalResults: 2 },
    ],
  ])("%s ends with an error after what it holds", async (_, answer) => {
    const { tenant } = await clientFor(withTokens((_, response) => sendJson(response, 200, answer)));
    const read = await all(tenant.of(createUsers).pages());
    expect(read).toHaveLength(2);
    expect(valueFrom(read[0] as never)).toMatchObject({ data: answer.data.map(({ id }) => ({ id })) });
    expect(read[1]).toMatchObject({
      ok: false,
      error: { kind: "short-list", message: expect.stringContaining("may be short") },
    });
  });

  test("is held against the count of its first page, which alone is asked for one", async () => {
    const { tenant, seen } = await clientFor(
      withTokens(({ url }, response) =>
        sendJson(
          response,
          200,
          url.includes("next=b")
            ? { data: [row("b")], links: {}, totalResults: 1 }
            : { data: [row("a")], links: { next: { href: "?next=b" } }, totalResults: 3 },
        ),
      ),
    );
    const read = await all(tenant.of(createUsers).pages());
    expect(errorFrom(read.at(-1) as never).message).toContain("holds 2 of 3 entries");
    expect(seen.slice(1).map(({ url }) => url.includes("totalResults=true"))).toEqual([true, false]);
  });

  test("is whole when more came than were counted", async () => {
    const answer = { data: [row("a"), row("b")], links: {}, totalResults: 1 };
    const { tenant } = await clientFor(withTokens((_, response) => sendJson(response, 200, answer)));
    expect(await all(tenant.of(createUsers).pages())).toHaveLength(1);
  });
});

describe("one page", () => {
  test("says how it goes on, without the console's own parameters, and how many there are", async () => {
    const { tenant } = await clientFor(
      withTokens((_, response) =>
        sendJson(response, 200, {
          data: [],
          links: { next: { href: "https://x/?filter=secret&limit=2&next=abc&totalResults=true" } },
          totalResults: 7,
        }),
      ),
    );
    expect(valueFrom(await tenant.of(createUsers).list())).toEqual({
      data: [],
      next: "next=abc",
      endIsTold: true,
      total: 7,
    });
  });

  test("with a cursor from a browser asks no wider question than without", async () => {
    const { tenant, seen } = await clientFor(
      withTokens((_, response) => sendJson(response, 200, { data: [] })),
    );
    const cursor = "userId=other&limit=5000&USERID=x&userId%5B%5D=y&%66ilter=z&sort=x&page=abc";
    const page = valueFrom(await tenant.of(createOAuthTokens).list({ userId: "mine", limit: 10, cursor }));
    expect(seen[1]?.url).toBe("/api/v1/oauth-tokens?limit=10&userId=mine&page=abc");
    expect(page).toEqual({ data: [], next: null, endIsTold: false, total: null });
  });

  test.each(["?page=same", "?limit=100"])(
    "that names itself, or nothing, as the next one (%s) is an error",
    async (href) => {
      const { tenant } = await clientFor(
        withTokens((_, response) => sendJson(response, 200, { data: [], links: { next: { href } } })),
      );
      const answer = await tenant.of(createOAuthTokens).list({ cursor: "page=same" });
      expect(errorFrom(answer).kind).toBe("paging-loop");
    },
  );

  test("with a cursor that no link can hold is refused before anything is sent", async () => {
    const { tenant, seen } = await clientFor(withTokens(() => undefined));
    const answer = await tenant.of(createOAuthTokens).list({ cursor: "page=a\r\nx-evil: 1" });
    expect(errorFrom(answer).kind).toBe("bad-request");
    expect(seen).toEqual([]);
  });

  test.each([
    [undefined, 100],
    [1, 1],
    [0, 100],
    [-3, 1],
    [5_000, 100],
    [Number.NaN, 100],
    [7.9, 7],
  ])("of %s rows is asked for with the limit %i", async (limit, sent) => {
    const { tenant, seen } = await clientFor(
      withTokens((_, response) => sendJson(response, 200, { data: [] })),
    );
    await tenant.of(createOAuthTokens).list({ limit });
    expect(seen[1]?.url).toBe(`/api/v1/oauth-tokens?limit=${sent}`);
  });
});
