import { describe, expect, test } from "vitest";
import { clientFor, errorFrom, valueFrom } from "./support/clients";
import { sendJson, withTokens } from "./support/scripted-qlik";

const answering = (body: unknown) => withTokens((_, response) => sendJson(response, 200, body));
const queryOf = (url: string | undefined) => new URL(url ?? "", "https://x").searchParams;

describe("tenants of an organization", () => {
  // The example of the reference page, with members that the console does not use.
  const documented = {
    id: "TiQ8GPVr8qI714Lp5ChAAFFaU24MJy69",
    name: "QlikTenant",
    status: "active",
    createdAt: "2023-01-15T10:30:00.000Z",
    createdBy: "TiQ8GPVr8qI714Lp5ChAAFFaU24MJy7A",
    hostnames: ["example-tenant.us.qlikcloud.com", "example-tenant.example.com"],
    updatedAt: "2023-06-20T14:45:00.000Z",
    regionCode: "us-east-1",
    countryCode: "US",
    licenseEndsAt: "2024-12-31",
    licenseNumber: "1234567890123456",
    subscriptionId: "9876543210987654",
    licenseStartsAt: "2023-01-01",
    deletionStartsAt: "2024-06-30T00:00:00.000Z",
  };

  test("are read as documented, dates as they came, unknown members left out", async () => {
    const { organization, seen } = await clientFor(
      answering({ data: [{ ...documented, links: {}, licenseKey: "eyJ" }], totalResults: 150 }),
    );
    expect(valueFrom(await organization.tenants.list())).toEqual({
      data: [documented],
      next: null,
      total: 150,
    });
    expect(seen[1]).toMatchObject({ host: "console.qlikcloud.com", url: "/api/core/tenants?limit=100" });
  });

  test("do not fail a page when one of them is odd", async () => {
    const odd = {
      id: "t2",
      name: null,
      status: "hibernating",
      hostnames: ["a.us.qlikcloud.com", 7, null],
      regionCode: 5,
      licenseEndsAt: {},
    };
    const { organization } = await clientFor(answering({ data: [odd, { id: "t3", hostnames: "x" }] }));
    expect(valueFrom(await organization.tenants.list()).data).toEqual([
      {
        id: "t2",
        status: "hibernating",
        hostnames: ["a.us.qlikcloud.com"],
        regionCode: "unknown",
        countryCode: "unknown",
      },
      { id: "t3", status: "unknown", hostnames: [], regionCode: "unknown", countryCode: "unknown" },
    ]);
  });

  test("fail a page when one of them has no id", async () => {
    const { organization } = await clientFor(answering({ data: [documented, { name: "x" }] }));
    expect(errorFrom(await organization.tenants.list()).kind).toBe("unexpected-answer");
  });

  test("are read one page after the other", async () => {
    const { organization } = await clientFor(
      withTokens(({ url }, response) =>
        sendJson(response, 200, {
          data: [{ id: url }],
          links: url.includes("next=") ? {} : { next: { href: "?next=b" } },
        }),
      ),
    );
    const ids: string[] = [];
    for await (const page of organization.tenants.pages())
      ids.push(...valueFrom(page).data.map(({ id }) => id));
    expect(ids).toEqual(["/api/core/tenants?limit=100", "/api/core/tenants?limit=100&next=b"]);
  });

  test("are asked for, page by page, and counted by conditions that always name the subscription", async () => {
    const { organization, seen } = await clientFor(
      withTokens(({ url }, response) =>
        sendJson(response, 200, url.includes("count") ? { total: 42 } : { data: [] }),
      ),
    );
    const filter = { subscriptionId: '98"7', status: ["active", "disabled"], regionCode: ["us-east-1"] };
    await organization.tenants.list({ filter, withTotal: true, limit: 5 });
    for await (const page of organization.tenants.pages({
      filter: { subscriptionId: "s", name: "A", hostname: "h" },
    }))
      valueFrom(page);
    expect(valueFrom(await organization.tenants.count({ subscriptionId: "s", status: [] }))).toBe(42);
    expect(seen.slice(1).map(({ url }) => [url.split("?")[0], Object.fromEntries(queryOf(url))])).toEqual([
      [
        "/api/core/tenants",
        {
          limit: "5",
          totalResults: "true",
          filter:
            'subscriptionId eq "98\\"7" and (status eq "active" or status eq "disabled") and (regionCode eq "us-east-1")',
        },
      ],
      [
        "/api/core/tenants",
        { limit: "100", filter: 'subscriptionId eq "s" and name eq "A" and hostnames eq "h"' },
      ],
      ["/api/core/tenants/actions/count", { filter: 'subscriptionId eq "s"' }],
    ]);
  });

  test("are asked for by many ids in a body, as no address could hold them, and by none not at all", async () => {
    const { organization, seen } = await clientFor(answering({ data: [documented] }));
    const ids = Array.from({ length: 60 }, (_, index) => String(index).padStart(32, "0"));
    expect(valueFrom(await organization.tenants.list({ filter: { subscriptionId: "s", ids } })).data).toEqual(
      [documented],
    );
    expect(seen[1]).toMatchObject({ method: "POST", url: "/api/core/tenants/actions/filter?limit=100" });
    const anyOfThem = ids.map((tenantId) => `id eq "${tenantId}"`).join(" or ");
    expect(JSON.parse(seen[1]?.body ?? "")).toEqual({ filter: `subscriptionId eq "s" and (${anyOfThem})` });
    const none = { subscriptionId: "s", ids: [] };
    expect(valueFrom(await organization.tenants.list({ filter: none })).data).toEqual([]);
    expect(valueFrom(await organization.tenants.count(none))).toBe(0);
    expect(seen).toHaveLength(2);
  });

  test.each([
    ["in a list", { data: [documented] }],
    ["bare", documented],
  ])("can be read alone, %s", async (_, body) => {
    const { organization, seen } = await clientFor(answering(body));
    expect(valueFrom(await organization.tenants.get(documented.id))).toEqual(documented);
    expect(seen[1]?.url).toBe(`/api/core/tenants/${documented.id}`);
  });

  test.each([{ data: [] }, { data: [{ ...documented, id: "another" }] }, { ...documented, id: "another" }])(
    "are not taken for one another: %j",
    async (body) => {
      const { organization } = await clientFor(answering(body));
      expect(errorFrom(await organization.tenants.get(documented.id)).kind).toBe("unexpected-answer");
    },
  );
});

describe("the tenant behind a host", () => {
  test("is read through Qlik's redirect", async () => {
    const { tenant, seen } = await clientFor(
      withTokens(({ url }, response) => {
        if (url === "/api/v1/tenants/me") {
          response.writeHead(302, { location: "/api/v1/tenants/t1", "content-type": "text/html" }).end();
        } else
          sendJson(response, 200, {
            id: "t1",
            name: "Acme",
            hostnames: ["acme.eu.qlikcloud.com"],
            region: "eu",
            switches: {},
          });
      }),
    );
    expect(valueFrom(await tenant.tenants.me())).toEqual({
      id: "t1",
      name: "Acme",
      hostnames: ["acme.eu.qlikcloud.com"],
      region: "eu",
    });
    expect(seen.at(-1)?.url).toBe("/api/v1/tenants/t1");
  });

  test("is asked for by an id that is encoded", async () => {
    const { tenant, seen } = await clientFor(answering({ id: "x" }));
    await tenant.tenants.get("../users/me");
    expect(seen[1]?.url).toBe("/api/v1/tenants/..%2Fusers%2Fme");
  });
});

describe("users", () => {
  test("of every status are asked for unless some are named", async () => {
    const { tenant, seen } = await clientFor(answering({ data: [] }));
    await tenant.users.list();
    await tenant.users.list({ status: ["disabled"], limit: 5, withTotal: true });
    await tenant.users.list({ search: ' O"Neil\\ ', status: ["active", "invited"] });
    const queries = seen.slice(1).map(({ url }) => Object.fromEntries(queryOf(url)));
    expect(queries).toEqual([
      {
        limit: "100",
        filter:
          '(status eq "active" or status eq "invited" or status eq "disabled" or status eq "deleted" or status eq "provisioned")',
      },
      { limit: "5", filter: '(status eq "disabled")', totalResults: "true" },
      {
        limit: "100",
        filter:
          '(name co "O\\"Neil\\\\" or email co "O\\"Neil\\\\" or subject co "O\\"Neil\\\\") and (status eq "active" or status eq "invited")',
      },
    ]);
  });

  test("can be asked for by their ids, in a body when the address would become too long", async () => {
    const { tenant, seen } = await clientFor(
      withTokens(({ url }, response) =>
        sendJson(response, 200, {
          data: [{ id: "u1" }],
          links: url.includes("next=") ? {} : { next: { href: "?filter=x&limit=7&next=b" } },
        }),
      ),
    );
    const ids = Array.from({ length: 100 }, (_, index) => String(index).padStart(24, "0"));
    for await (const page of tenant.users.pages({ ids: ids.slice(0, 2), status: ["active"] }))
      valueFrom(page);
    for await (const page of tenant.users.pages({ ids, status: ["active"] })) valueFrom(page);
    const few = `(id eq "${ids[0]}" or id eq "${ids[1]}") and (status eq "active")`;
    const [first, second, third, fourth] = seen.slice(1);
    expect(queryOf(first?.url).get("filter")).toBe(few);
    expect([first?.method, second?.method]).toEqual(["GET", "GET"]);
    const all = `(${ids.map((id) => `id eq "${id}"`).join(" or ")}) and (status eq "active")`;
    for (const [request, query] of [
      [third, "limit=100"],
      [fourth, "limit=100&next=b"],
    ] as const) {
      expect(request).toMatchObject({ method: "POST", url: `/api/v1/users/actions/filter?${query}` });
      expect(request?.headers["content-type"]).toBe("application/json");
      expect(JSON.parse(request?.body ?? "")).toEqual({ filter: all });
    }
  });

  test("by no ids are none, and by more than Qlik takes an error; nothing is sent for either", async () => {
    const { tenant, seen } = await clientFor(answering({ data: [] }));
    expect(valueFrom(await tenant.users.list({ ids: [] })).data).toEqual([]);
    const tooMany = Array.from({ length: 101 }, String);
    expect(errorFrom(await tenant.users.list({ ids: tooMany }))).toMatchObject({
      kind: "bad-request",
      notSent: true,
    });
    expect(seen).toEqual([]);
  });

  test("keep the question over all pages", async () => {
    const { tenant, seen } = await clientFor(
      withTokens(({ url }, response) =>
        sendJson(response, 200, {
          data: [],
          links: url.includes("next=") ? {} : { next: { href: "?filter=x&next=b" } },
        }),
      ),
    );
    for await (const page of tenant.users.pages({ search: "ann", status: ["active"] })) valueFrom(page);
    const [first, second] = seen.slice(1).map(({ url }) => queryOf(url));
    expect(second?.get("filter")).toBe(first?.get("filter"));
    expect(second?.getAll("filter")).toHaveLength(1);
    expect(second?.get("next")).toBe("b");
  });

  test("are read with what is useful, a bot without e-mail and a deleted one without a name too", async () => {
    const person = {
      id: "u1",
      name: "Ann",
      subject: "idp|ann",
      tenantId: "t1",
      email: "ann@example.org",
      status: "on-leave",
      createdAt: "2024-03-18T17:26:30.342260287Z",
      lastUpdatedAt: "2024-03-18",
      inviteExpiry: 1_700_000_000,
    };
    const { tenant } = await clientFor(
      answering({
        data: [
          {
            ...person,
            picture: "https://x/y.png",
            assignedRoles: [{ id: "r1", name: "TenantAdmin", level: "admin" }, null, { name: "x" }],
          },
          {
            id: "u2",
            name: "EU OAuth Client",
            subject: "qlikbot\\abc",
            clientId: "abc",
            email: null,
            assignedRoles: null,
          },
          { id: "u3" },
        ],
      }),
    );
    expect(valueFrom(await tenant.users.list()).data).toEqual([
      { ...person, assignedRoles: [{ id: "r1", name: "TenantAdmin" }] },
      { id: "u2", name: "EU OAuth Client", subject: "qlikbot\\abc", clientId: "abc", assignedRoles: [] },
      { id: "u3", name: "", subject: "", assignedRoles: [] },
    ]);
  });

  test("are counted", async () => {
    const { tenant, seen } = await clientFor(answering({ total: 42 }));
    expect(valueFrom(await tenant.users.count())).toBe(42);
    expect(seen[1]?.url).toBe("/api/v1/users/actions/count");
  });

  test.each(["", ".", ".."])(
    "are not asked for by the id %j, which would ask for something else",
    async (id) => {
      const { tenant, seen } = await clientFor(answering({ data: [] }));
      expect(errorFrom(await tenant.users.get(id)).kind).toBe("bad-request");
      expect(seen).toEqual([]);
    },
  );
});

describe("OAuth tokens", () => {
  test("are read whether members are missing, null or odd", async () => {
    const { tenant } = await clientFor(
      answering({
        data: [
          {
            id: "k1",
            tenantId: "t1",
            userId: "u1",
            clientId: "c1",
            deviceType: null,
            description: null,
            lastUsed: "2026-11-20T10:00:00Z",
          },
          { id: "k2", tenantId: "t1", userId: "u1", lastUsed: 5 },
          { id: "k3" },
        ],
      }),
    );
    expect(valueFrom(await tenant.oauthTokens.list()).data).toEqual([
      { id: "k1", tenantId: "t1", userId: "u1", clientId: "c1", lastUsed: "2026-11-20T10:00:00Z" },
      { id: "k2", tenantId: "t1", userId: "u1" },
      { id: "k3", userId: "" },
    ]);
  });

  test.each([204, 200])("are revoked when Qlik answers %i", async (status) => {
    const { tenant, seen } = await clientFor(
      withTokens((_, response) => void response.writeHead(status).end()),
    );
    expect(valueFrom(await tenant.oauthTokens.revoke("a/b"))).toBe("revoked");
    expect(seen[1]).toMatchObject({ method: "DELETE", url: "/api/v1/oauth-tokens/a%2Fb", body: "" });
  });

  test("that Qlik does not know any more are already gone", async () => {
    const { tenant } = await clientFor(withTokens((_, response) => sendJson(response, 404, {})));
    expect(valueFrom(await tenant.oauthTokens.revoke("k1"))).toBe("already-gone");
  });

  test.each([202, 207, 403, 500])("are not called revoked when Qlik answers %i", async (status) => {
    const { tenant } = await clientFor(withTokens((_, response) => sendJson(response, status, {})));
    expect((await tenant.oauthTokens.revoke("k1")).ok).toBe(false);
  });

  test("are not called gone when the token endpoint answers 404", async () => {
    const { tenant } = await clientFor((_, response) => sendJson(response, 404, {}));
    expect(errorFrom(await tenant.oauthTokens.revoke("k1")).kind).toBe("unexpected-answer");
  });

  test("are not called gone when a web page, which is not Qlik's, answers 404", async () => {
    const { tenant } = await clientFor(
      withTokens(
        (_, response) =>
          void response.writeHead(404, { "content-type": "text/html" }).end("<h1>No such page"),
      ),
    );
    expect(errorFrom(await tenant.oauthTokens.revoke("k1")).kind).toBe("not-json");
  });

  test("after the console's own was revoked go on with a new access token", async () => {
    const revoked = new Set<string | undefined>();
    const { tenant, seen } = await clientFor(
      withTokens(({ method, headers }, response) => {
        if (revoked.has(headers.authorization)) sendJson(response, 401, {});
        else if (method === "DELETE") {
          revoked.add(headers.authorization);
          response.writeHead(204).end();
        } else sendJson(response, 200, { data: [] });
      }),
    );
    valueFrom(await tenant.oauthTokens.revoke("own"));
    valueFrom(await tenant.oauthTokens.list());
    expect(seen.filter(({ url }) => url === "/oauth/token")).toHaveLength(2);
  });
});
