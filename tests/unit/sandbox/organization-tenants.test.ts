import { describe, expect, it } from "vitest";
import type { SandboxOptions } from "@/lib/sandbox/server";
import { expectDocumented } from "@/tests/support/qlik-openapi/validate";
import {
  bodyFrom,
  ORGANIZATION_HOST as host,
  linkQuery,
  organizationAt,
  rowsFrom,
  startSandbox,
  tenantAt,
  walk,
} from "./harness";

const API = "org-core-tenants.from-docs";
const LIST = "/api/core/tenants";

async function startSignedIn(options: SandboxOptions = {}) {
  const running = await startSandbox(options);
  const organization = organizationAt(running, 0);
  const bearer = await running.bearer(host, organization.client);
  const get = (path: string) => running.call({ host, path, bearer });
  const filtered = (filter: string, more = "") => get(`${LIST}?filter=${encodeURIComponent(filter)}${more}`);
  return { running, organization, bearer, get, filtered };
}

describe("list of an organization's tenants", () => {
  it("shows twenty tenants at first, as documented, with absolute links and a cursor that is no tenant id", async () => {
    const { get, running } = await startSignedIn({ tenants: 45 });
    const answer = await get(LIST);
    expectDocumented(API, `GET ${LIST}`, answer);
    expect(rowsFrom(answer)).toHaveLength(20);
    expect(bodyFrom(answer)).not.toHaveProperty("totalResults");
    expect(answer.text).toContain('"next":{"href":"https://api.qlikcloud.com/core/tenants?limit=20&next=');
    const cursor = new URLSearchParams(linkQuery(answer, "next") ?? "").get("next") ?? "";
    expect(cursor).toMatch(/^[0-9a-f]{24}$/);
    expect(running.sandbox.state.estate.tenantById(cursor)).toBeUndefined();
  });

  it.each([
    ["reference", ""],
    ["get-started", ""],
    ["reference", "&sort=-name,regionCode"],
  ] as const)(
    "walks every tenant exactly once (%s links%s) and then ends",
    async (organizationLinks, sort) => {
      const { bearer, running } = await startSignedIn({ tenants: 45, organizationLinks });
      const rows = await walk(running, { host, path: `${LIST}?limit=7${sort}`, bearer });
      const own = running.sandbox.state.estate.tenantsOf("Northwind Analytics");
      expect(rows.map(({ id }) => id).sort()).toEqual(own.map(({ id }) => id).sort());
    },
  );

  it("goes back by the cursor of the page before", async () => {
    const { get } = await startSignedIn({ tenants: 45 });
    const first = await get(`${LIST}?limit=10`);
    const second = await get(`${LIST}${linkQuery(first, "next")}`);
    const back = await get(`${LIST}${linkQuery(second, "prev")}`);
    expect(linkQuery(first, "prev")).toBeNull();
    expect(rowsFrom(back)).toEqual(rowsFrom(first));
  });

  it("names the cursor offset and the console's host in the manner of the get-started page", async () => {
    const { get } = await startSignedIn({ tenants: 45, organizationLinks: "get-started" });
    expect((await get(LIST)).text).toContain(
      '"next":{"href":"https://console.qlikcloud.com/api/core/tenants?limit=20&offset=',
    );
  });

  it("ends with a missing link, or with an empty one when so told", async () => {
    const missing = await startSignedIn();
    expect(bodyFrom(await missing.get(LIST)).links).not.toHaveProperty("next");
    const empty = await startSignedIn({ endOfList: "null-href" });
    expect(bodyFrom(await empty.get(LIST)).links).toMatchObject({ next: { href: null } });
  });

  it("counts when totalResults is the text true", async () => {
    const { get } = await startSignedIn({ tenants: 45 });
    const answer = await get(`${LIST}?limit=0&totalResults=true`);
    expectDocumented(API, `GET ${LIST}`, answer);
    expect(bodyFrom(answer)).toMatchObject({ data: [], totalResults: 45 });
  });

  it("sorts by region, downwards with a minus", async () => {
    const { get } = await startSignedIn();
    const regions = rowsFrom(await get(`${LIST}?sort=-regionCode`)).map(({ regionCode }) =>
      String(regionCode),
    );
    expect(regions).toEqual([...regions].sort().reverse());
    expect(new Set(regions).size).toBeGreaterThan(3);
  });

  it.each(["limit=101", "limit=-1", "limit=ten", "sort=colour", "totalResults=yes", "next=nonsense"])(
    "refuses %s with 400",
    async (query) => {
      const { get } = await startSignedIn();
      const answer = await get(`${LIST}?${query}`);
      expect(answer.status).toBe(400);
      expectDocumented(API, `GET ${LIST}`, answer);
    },
  );

  it("lets nobody in without a token, and no client without the scope", async () => {
    const { running, organization } = await startSignedIn();
    const without = await running.call({ host, path: LIST });
    expect(without.status).toBe(401);
    const bearer = await running.bearer(host, organization.narrowClient);
    const narrow = await running.call({ host, path: LIST, bearer });
    expect(narrow.status).toBe(403);
    for (const answer of [without, narrow]) expectDocumented(API, `GET ${LIST}`, answer);
  });

  it("never shows the government tenant or another organization's", async () => {
    const { get } = await startSignedIn();
    const hostnames = rowsFrom(await get(`${LIST}?limit=100`)).map((row) => String(row.hostnames));
    expect(hostnames).toHaveLength(12);
    expect(hostnames.join()).not.toContain("qlikcloudgov");
    expect(hostnames.join()).not.toContain("blue-harbor");
  });
});

describe("filters", () => {
  it("narrow the list, joined by and, or, not", async () => {
    const { filtered, organization, running } = await startSignedIn({ tenants: 40 });
    const subscription = organization.subscriptionIds[2];
    const answer = await filtered(
      `subscriptionId eq "${subscription}" and not (status eq "active")`,
      "&limit=100",
    );
    expectDocumented(API, `GET ${LIST}`, answer);
    const expected = running.sandbox.state.estate
      .tenantsOf(organization.name)
      .filter((tenant) => tenant.subscriptionId === subscription && tenant.status !== "active");
    expect(expected.length).toBeGreaterThan(0);
    expect(
      rowsFrom(answer)
        .map(({ id }) => id)
        .sort(),
    ).toEqual(expected.map(({ id }) => id).sort());
  });

  it("find a tenant by any of its hostnames", async () => {
    const { filtered, organization, running } = await startSignedIn();
    const tenant = tenantAt(running, 0);
    const subscriptions = organization.subscriptionIds.map((id) => `subscriptionId eq "${id}"`).join(" or ");
    const answer = await filtered(`(${subscriptions}) and hostnames eq "${tenant.hostnames[1]}"`);
    expect(rowsFrom(answer).map(({ id }) => id)).toEqual([tenant.id]);
  });

  it("of another organization's subscription are forbidden, not empty", async () => {
    const { filtered, running, get, bearer } = await startSignedIn();
    const filter = `subscriptionId eq "${organizationAt(running, 1).subscriptionIds[0]}"`;
    const counted = await get(`${LIST}/actions/count?filter=${encodeURIComponent(filter)}`);
    const posted = await running.call({
      host,
      path: `${LIST}/actions/filter`,
      method: "POST",
      bearer,
      json: { filter },
    });
    expect([(await filtered(filter)).status, counted.status, posted.status]).toEqual([403, 403, 403]);
    expectDocumented(API, `POST ${LIST}/actions/filter`, posted);
  });

  it.each([
    'status eq "active"',
    'subscriptionId co "1"',
    'colour eq "red"',
    "subscriptionId eq",
    "subscriptionId eq 12",
  ])("like %s are refused with 400", async (filter) => {
    const { filtered } = await startSignedIn();
    const answer = await filtered(filter);
    expect(answer.status).toBe(400);
    expectDocumented(API, `GET ${LIST}`, answer);
  });

  it("may come in the body of a POST", async () => {
    const { running, bearer, organization } = await startSignedIn();
    const filter = `subscriptionId eq "${organization.subscriptionIds[0]}"`;
    const path = `${LIST}/actions/filter?limit=2&totalResults=true`;
    const answer = await running.call({ host, path, method: "POST", bearer, json: { filter } });
    expectDocumented(API, `POST ${LIST}/actions/filter`, answer);
    expect(rowsFrom(answer)).toHaveLength(2);
    expect(bodyFrom(answer).totalResults).toBe(4);
  });

  it("are needed for a count, and must name the subscription", async () => {
    const { get, organization } = await startSignedIn();
    const count = `${LIST}/actions/count`;
    const filter = encodeURIComponent(`subscriptionId eq "${organization.subscriptionIds[0]}"`);
    const answer = await get(`${count}?filter=${filter}`);
    expectDocumented(API, `GET ${count}`, answer);
    expect(bodyFrom(answer)).toEqual({ total: 4 });
    expect((await get(count)).status).toBe(400);
    expect((await get(`${count}?filter=${encodeURIComponent('status eq "active"')}`)).status).toBe(400);
  });
});

describe("one tenant", () => {
  it("comes in the envelope of the list", async () => {
    const { get, running } = await startSignedIn();
    const answer = await get(`${LIST}/${tenantAt(running, 3).id}`);
    expectDocumented(API, `GET ${LIST}/{tenantId}`, answer);
    expect(rowsFrom(answer)).toMatchObject([{ name: '<b>Sales</b> & "Ops"' }]);
  });

  it("is forbidden when it belongs to others, unknown when nobody has it, and refused when it is no id", async () => {
    const { get, running } = await startSignedIn();
    const statuses = [];
    for (const id of [tenantAt(running, -1).id, "x".repeat(32), "short"]) {
      const answer = await get(`${LIST}/${id}`);
      expectDocumented(API, `GET ${LIST}/{tenantId}`, answer);
      statuses.push(answer.status);
    }
    expect(statuses).toEqual([403, 404, 400]);
  });
});
