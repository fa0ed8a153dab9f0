import { describe, expect, test } from "vitest";
import { createSecret } from "@/lib/contracts/secret";
import type { Page } from "@/lib/server/qlik/paging";
import { pages } from "@/lib/server/qlik/paging";
import { createOAuthTokens } from "@/lib/server/qlik/resources/oauth-tokens";
import { createUsers } from "@/lib/server/qlik/resources/users";
import { ok, type Result } from "@/lib/server/result";
import { ACME, clientFor, credential, errorFrom, valueFrom } from "./support/clients";
import { type Script, type SeenRequest, sendJson, withTokens } from "./support/scripted-qlik";

const row = (id: string) => ({ id, tenantId: "t", userId: "u" });
const exchanges = (seen: readonly SeenRequest[]) => seen.filter(({ url }) => url === "/oauth/token");
const bearerOf = ({ headers }: SeenRequest) => headers.authorization;

/** `count` pages of one row each, numbered from 1. */
const numbered =
  (count: number, answer: (page: number, request: SeenRequest) => number = () => 200): Script =>
  (request, response) => {
    const page = Number(/[?&]page=(\d+)/.exec(request.url)?.[1] ?? 1);
    const status = answer(page, request);
    const links = page < count ? { next: { href: `https://evil.com/?page=${page + 1}` } } : {};
    sendJson(response, status, status === 200 ? { data: [row(`k${page}`)], links } : {});
  };

async function read<T extends { id: string }>(list: AsyncGenerator<Result<Page<T>, unknown>>) {
  const ids: string[] = [];
  for await (const page of list) ids.push(...valueFrom(page).data.map(({ id }) => id));
  return ids;
}

describe("a long list", () => {
  test("of a million pages ends with an error after ten thousand, without holding what it read", async () => {
    let fetched = 0;
    const data = Array.from({ length: 100 }, (_, index) => row(`k${index}`));
    const fetchPage = async () => ok({ data, next: `page=${++fetched}`, endIsTold: true, total: null });
    let rows = 0;
    let last: Result<Page<{ id: string }>, unknown> | undefined;
    for await (const page of pages(ACME, fetchPage)) {
      last = page;
      if (page.ok) rows += page.value.data.length;
    }
    expect(fetched).toBe(10_000);
    expect(rows).toBe(1_000_000);
    expect(last).toMatchObject({ ok: false, error: { kind: "paging-loop" } });
  });

  test("asks for nothing more when its reader stops", async () => {
    const { tenant, seen } = await clientFor(withTokens(numbered(50)));
    for await (const page of tenant.of(createOAuthTokens).pages())
      if (page.ok && page.value.data[0]?.id === "k3") break;
    expect(seen).toHaveLength(4);
  });

  test("gives each page as it comes", async () => {
    const { tenant, seen } = await clientFor(withTokens(numbered(5)));
    const list = tenant.of(createOAuthTokens).pages();
    await list.next();
    expect(seen).toHaveLength(2);
  });

  test("ends with an error when its reader's signal does", async () => {
    const controller = new AbortController();
    const { tenant, seen } = await clientFor(withTokens(numbered(50)));
    const results: boolean[] = [];
    for await (const page of tenant.of(createOAuthTokens).pages({ signal: controller.signal })) {
      results.push(page.ok);
      controller.abort();
    }
    expect(results).toEqual([true, false]);
    expect(seen).toHaveLength(2);
  });

  test("is read to its end over pages that fail in passing", async () => {
    const failed = new Set<number>();
    const { tenant, seen } = await clientFor(
      withTokens(
        numbered(4, (page) => {
          if (page % 2 === 1 || failed.has(page)) return 200;
          failed.add(page);
          return page === 2 ? 503 : 429;
        }),
      ),
    );
    expect(await read(tenant.of(createOAuthTokens).pages())).toEqual(["k1", "k2", "k3", "k4"]);
    expect(seen).toHaveLength(1 + 4 + 2);
  });
});

describe("in the middle of a list", () => {
  test("an access token that expires is replaced once, and no page is missing or read twice", async () => {
    const { tenant, seen } = await clientFor(
      withTokens(
        numbered(5, (page, request) => (page >= 3 && bearerOf(request) === "Bearer access-1" ? 401 : 200)),
      ),
    );
    expect(await read(tenant.of(createOAuthTokens).pages())).toEqual(["k1", "k2", "k3", "k4", "k5"]);
    expect(exchanges(seen)).toHaveLength(2);
    expect(seen).toHaveLength(2 + 5 + 1);
  });

  test("a secret that is replaced at Qlik ends the list when its token does, and the new one works at once", async () => {
    const state = { secret: credential.clientSecret.reveal(), issued: 0, valid: "" };
    const { client, seen } = await clientFor((request, response) => {
      if (request.url !== "/oauth/token") {
        numbered(4, () => (bearerOf(request) === state.valid ? 200 : 401))(request, response);
      } else if (JSON.parse(request.body).client_secret !== state.secret) sendJson(response, 401, {});
      else {
        state.issued += 1;
        state.valid = `Bearer access-${state.issued}`;
        sendJson(response, 200, { access_token: `access-${state.issued}`, token_type: "bearer" });
      }
    });
    const results: Result<unknown, { kind: string }>[] = [];
    for await (const page of client.tenant(ACME, credential).of(createOAuthTokens).pages()) {
      results.push(page);
      if (results.length === 2) Object.assign(state, { secret: "the new one", valid: "" });
    }
    expect(results.map((result) => (result.ok ? "page" : result.error.kind))).toEqual([
      "page",
      "page",
      "credentials-refused",
    ]);
    const before = seen.length;
    const replaced = { ...credential, key: "credential-1.2", clientSecret: createSecret("the new one") };
    expect(await read(client.tenant(ACME, replaced).of(createOAuthTokens).pages())).toHaveLength(4);
    expect(seen.length - before).toBe(5);
  });

  test.each([-86_400_000, 86_400_000 * 365])(
    "a clock that jumps by %i ms costs one exchange at most",
    async (jump) => {
      const clock = { now: Date.UTC(2026, 10, 21) };
      const { tenant, seen } = await clientFor(
        withTokens(
          numbered(6, (page) => {
            if (page === 3) clock.now += jump;
            return 200;
          }),
        ),
        { clock: () => clock.now },
      );
      expect(await read(tenant.of(createOAuthTokens).pages())).toHaveLength(6);
      expect(exchanges(seen)).toHaveLength(2);
    },
  );
});

describe("what a list holds", () => {
  test("is given as it came when pages overlap or are shuffled: who reads it knows ids, not places", async () => {
    const content = [
      ["k3", "k1"],
      ["k1", "k2"],
      ["k2", "k2"],
    ];
    const { tenant } = await clientFor(
      withTokens(({ url }, response) => {
        const page = Number(/page=(\d)/.exec(url)?.[1] ?? 0);
        const links = page < 2 ? { next: { href: `?page=${page + 1}` } } : {};
        sendJson(response, 200, { data: (content[page] ?? []).map(row), links });
      }),
    );
    expect(await read(tenant.of(createOAuthTokens).pages())).toEqual(content.flat());
  });

  test("may have unknown statuses and members, at every level", async () => {
    const { tenant } = await clientFor(
      withTokens((_, response) =>
        sendJson(response, 200, {
          data: [{ id: "u1", name: "Ann", status: "on-parole", shoeSize: 41, links: { self: {} } }],
          links: { next: { href: null, method: "GET" }, last: 7 },
          meta: {},
        }),
      ),
    );
    expect(valueFrom(await tenant.of(createUsers).list())).toEqual({
      data: [{ id: "u1", name: "Ann", subject: "", status: "on-parole", assignedRoles: [] }],
      next: null,
      endIsTold: true,
      total: null,
    });
  });

  test.each([
    "<script>alert(1)</script>",
    "Robert'); DROP TABLE users;--",
    '=HYPERLINK("https://evil.com")',
    "\u202egnp.exe\u0000\r\n",
    "{{constructor.constructor('x')()}}",
    "__proto__",
    "x".repeat(100_000),
  ])("may have hostile names, which stay what they are: text (%#)", async (name) => {
    const { tenant } = await clientFor(
      withTokens((_, response) => {
        response.writeHead(200, { "content-type": "application/json" });
        response.end(`{"data":[{"id":"u1","name":${JSON.stringify(name)},"__proto__":{"status":"x"}}]}`);
      }),
    );
    const [user] = valueFrom(await tenant.of(createUsers).list()).data;
    expect(user?.name).toBe(name);
    expect(user?.status).toBeUndefined();
  });

  test("may be too large, and is refused without being held", async () => {
    const { tenant, seen } = await clientFor(
      withTokens((_, response) => sendJson(response, 200, { data: [], more: "x".repeat(200_000) })),
      { maxBytes: 100_000 },
    );
    expect(errorFrom(await tenant.of(createUsers).list()).kind).toBe("too-large");
    expect(seen).toHaveLength(2);
  });
});
