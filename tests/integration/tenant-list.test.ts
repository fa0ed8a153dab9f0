/** @module-tag store */
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  type Tenant,
  type TenantList,
  type TenantSortField,
  tenantSortFields,
} from "@/lib/contracts/tenants";
import { fold } from "@/lib/server/store/rows/folding";
import {
  connectOrganization,
  connectTenant,
  consoleForTest,
  type OpenConsole,
  openConsole,
} from "@/tests/support/console";

let opened: OpenConsole;

beforeAll(async () => {
  opened = await openConsole();
  await connectOrganization(opened);
  await connectTenant(opened, opened.sandbox.tenant(0));
  await connectTenant(opened, opened.sandbox.tenant(1));
  const failing = opened.sandbox.tenant(2);
  const { hostname, client } = failing;
  await opened.call("PUT", `/api/tenants/${failing.id}/credential`, {
    body: { hostname, clientId: client.clientId, clientSecret: "outdated", storeUnchecked: true },
  });
});
afterAll(() => opened.close());

const list = async (query: Record<string, string> = {}, from = opened): Promise<TenantList> => {
  const answer = await from.call("GET", `/api/tenants?${new URLSearchParams({ limit: "100", ...query })}`, {
    as: "viewer",
  });
  if (answer.status !== 200) throw new Error(answer.text);
  return answer.json<TenantList>();
};
const namesOf = ({ data }: TenantList) => data.map(({ name }) => name);

async function walk(query: Record<string, string>, limit: number, from = opened): Promise<Tenant[]> {
  const rows: Tenant[] = [];
  for (let cursor: string | undefined = ""; cursor !== undefined; ) {
    const page: TenantList = await list(
      { ...query, limit: String(limit), ...(cursor ? { cursor } : {}) },
      from,
    );
    rows.push(...page.data);
    cursor = page.nextCursor;
    if (rows.length > 500) throw new Error("The pages do not end.");
  }
  return rows;
}

test("facets count every value over all tenants, whatever is filtered", async () => {
  const all = await list();
  const filtered = await list({ status: "deactivated", search: "nothing like it" });
  expect(filtered.facets).toEqual(all.facets);
  expect([filtered.total, filtered.unfilteredTotal]).toEqual([0, 60]);
  const count = (read: (tenant: Tenant) => string | null) => {
    const counts = new Map<string, number>();
    for (const tenant of all.data) {
      const value = read(tenant);
      if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1);
    }
    return [...counts]
      .map(([value, times]) => ({ value, count: times }))
      .sort((a, b) => (a.value < b.value ? -1 : 1));
  };
  expect(all.facets.status).toEqual(count(({ status }) => status));
  expect(all.facets.region).toEqual(count(({ regionCode }) => regionCode));
  expect(all.facets.subscription).toEqual(count(({ subscriptionId }) => subscriptionId));
  expect(all.facets.connection).toEqual([
    { value: "connected", count: 2 },
    { value: "failing", count: 1 },
    { value: "none", count: 57 },
  ]);
});

test("each filter alone, with one value and with several, shows exactly what has them", async () => {
  const { data, facets } = await list();
  const cases = [
    ["status", ["disabled", "deactivated"], (tenant: Tenant) => tenant.status],
    ["region", facets.region.slice(0, 2).map(({ value }) => value), (tenant: Tenant) => tenant.regionCode],
    [
      "subscription",
      facets.subscription.slice(1).map(({ value }) => value),
      (tenant: Tenant) => tenant.subscriptionId,
    ],
    ["connection", ["connected", "failing"], (tenant: Tenant) => tenant.connection],
  ] as const;
  for (const [filter, values, read] of cases) {
    for (const chosen of [values.slice(0, 1), values]) {
      const found = await list({ [filter]: chosen.join(",") });
      const expected = data.filter((tenant) => chosen.some((value) => value === read(tenant)));
      expect(expected.length, filter).toBeGreaterThan(0);
      expect(namesOf(found), `${filter}=${chosen}`).toEqual(expected.map(({ name }) => name));
      expect(found.total).toBe(expected.length);
    }
  }
});

test("filters and a search together show what passes all of them", async () => {
  const { data } = await list();
  const found = await list({
    status: "active",
    region: "us-east-1",
    connection: "none",
    search: "northwind",
  });
  const expected = data.filter(
    (tenant) =>
      tenant.status === "active" &&
      tenant.regionCode === "us-east-1" &&
      tenant.connection === "none" &&
      [tenant.name, ...tenant.hostnames].some((text) => text.toLowerCase().includes("northwind")),
  );
  expect(expected.length).toBeGreaterThan(1);
  expect(namesOf(found)).toEqual(expected.map(({ name }) => name));
});

test("a value that no tenant has shows nothing, and one that cannot be is refused at its field", async () => {
  expect(await list({ status: "no-such-status" })).toMatchObject({ data: [], total: 0 });
  const answer = await opened.call("GET", "/api/tenants?connection=perhaps");
  expect([answer.status, answer.problem().errors?.[0]?.path]).toEqual([400, "connection.0"]);
});

test.each([
  ["a part of the name", "logistics", "O'Brien & Sons Logistics"],
  ["capitals in the search", "LOGISTICS", "O'Brien & Sons Logistics"],
  ["Cyrillic in another case", "ОТДЕЛ ЛОГИСТИКИ", "Отдел логистики"],
  ["accents and capitals", "ZÜRICH", "Zürich Asset Management"],
  ["Japanese", "営業", "東京営業部"],
  ["Arabic", "دبي", "قسم المبيعات – دبي"],
  ["full-width letters", "Ｎｏｒｔｈｗｉｎｄ Ｓａｌｅｓ", "Northwind Sales EMEA"],
  ["markup", "<b>sales</b> &", '<b>Sales</b> & "Ops"'],
  ["an alias hostname", "NORTHWIND-PROD.us", "Northwind Production"],
  ["space around", "  zürich  ", "Zürich Asset Management"],
  ["no accents", "zurich", "Zürich Asset Management"],
  ["words in any order", "management zürich", "Zürich Asset Management"],
  ["a phrase in quotes", '"asset management"', "Zürich Asset Management"],
])("search finds %s", async (_what, search, name) => {
  expect(namesOf(await list({ search }))).toContain(name);
});

test("search finds tenants by id, subscription and licence number", async () => {
  const { data } = await list();
  const tenant = data[7];
  if (!tenant) throw new Error("There is no eighth tenant.");
  for (const search of [tenant.id, tenant.id.toUpperCase(), tenant.licenseNumber ?? ""])
    expect((await list({ search })).data.map(({ id }) => id)).toEqual([tenant.id]);
  const bySubscription = await list({ search: tenant.subscriptionId ?? "" });
  expect(bySubscription.total).toBe(
    data.filter((one) => one.subscriptionId === tenant.subscriptionId).length,
  );
});

test("the wildcards of the database stand for themselves in a search", async () => {
  const meddled = await consoleForTest({ tenants: 4 });
  const names = ["50% off", "5000 off", "a_b", "axb", "back\\slash", "quote'quote"];
  for (const [index, name] of names.entries()) {
    const tenant = meddled.sandbox.state.estate.tenantsOf("Northwind Analytics")[index % 4];
    if (!tenant) throw new Error("The sandbox has no such tenant.");
    if (index < 4) meddled.sandbox.state.estate.changeTenant(tenant.id, { name });
  }
  await connectOrganization(meddled);
  expect(namesOf(await list({ search: "50% o" }, meddled))).toEqual(["50% off"]);
  expect(namesOf(await list({ search: "a_b" }, meddled))).toEqual(["a_b"]);
  // Ids may hold an underscore too; a percent sign is nowhere else.
  expect(namesOf(await list({ search: "%" }, meddled))).toEqual(["50% off"]);
  expect(namesOf(await list({ search: "\\" }, meddled))).toEqual([]);
  expect(namesOf(await list({ search: "'" }, meddled))).toEqual([]);
});

const sortKey: Record<TenantSortField, (tenant: Tenant) => string> = {
  name: ({ name }) => fold(name) || "\uFFFF",
  hostname: ({ hostnames }) => hostnames[0] ?? "",
  regionCode: ({ regionCode }) => regionCode,
  status: ({ status }) => status,
  subscriptionId: ({ subscriptionId }) => subscriptionId ?? "",
  licenseEndsAt: ({ licenseEndsAt }) => licenseEndsAt ?? "9999",
  connection: ({ connection }) => connection,
  countryCode: ({ countryCode }) => countryCode,
  organizationName: ({ organizationName }) => (organizationName ? fold(organizationName) : "\uFFFF"),
  deletionStartsAt: ({ deletionStartsAt }) => deletionStartsAt ?? "9999",
  firstSeenAt: ({ firstSeenAt }) => firstSeenAt,
  lastSeenAt: ({ lastSeenAt }) => lastSeenAt,
};
const byteOrder = (one: string, other: string) => Buffer.compare(Buffer.from(one), Buffer.from(other));

test.each(tenantSortFields)("sorting by %s orders all tenants, upwards and downwards", async (field) => {
  const upwards = (await list({ sort: field })).data.map(sortKey[field]);
  const downwards = (await list({ sort: `-${field}` })).data.map(sortKey[field]);
  expect(upwards).toEqual([...upwards].sort(byteOrder));
  expect(downwards).toEqual([...upwards].reverse());
  // All of them were read by one sync of one organization.
  if (!field.endsWith("SeenAt") && field !== "organizationName")
    expect(new Set(upwards).size).toBeGreaterThan(1);
});

test("a second field orders what the first leaves equal", async () => {
  const { data } = await list({ sort: "status,-name" });
  const keys = data.map((tenant) => [tenant.status, sortKey.name(tenant)] as const);
  expect(keys).toEqual([...keys].sort(([s1, n1], [s2, n2]) => byteOrder(s1, s2) || byteOrder(n2, n1)));
});

test("an order that does not exist is refused, not ignored", async () => {
  expect((await opened.call("GET", "/api/tenants?sort=size")).status).toBe(400);
});

test.each([...tenantSortFields, ...tenantSortFields.map((field) => `-${field}`), "status,-regionCode"])(
  "paging by %s visits each tenant once and in order",
  async (sort) => {
    const whole = (await list({ sort })).data.map(({ id }) => id);
    expect((await walk({ sort }, 7)).map(({ id }) => id)).toEqual(whole);
  },
);

test("paging within a filter visits exactly what passes it, and the last page says that it is the last", async () => {
  const whole = await list({ region: "us-east-1" });
  expect((await walk({ region: "us-east-1" }, 4)).map(({ id }) => id)).toEqual(
    whole.data.map(({ id }) => id),
  );
  expect((await list({ limit: "60" })).nextCursor).toBeUndefined();
  expect((await list({ limit: "59" })).nextCursor).toBeDefined();
});

test("the next page is right although the last row of the page before has left the filter", async () => {
  const meddled = await consoleForTest({ tenants: 9 });
  await connectOrganization(meddled);
  const whole = (await list({ connection: "none" }, meddled)).data.map(({ id }) => id);
  const first = await list({ connection: "none", limit: "3" }, meddled);
  await meddled.store.tenants.setConnection(whole[2] ?? "", "connected", null);
  const second = await list({ connection: "none", limit: "3", cursor: first.nextCursor ?? "" }, meddled);
  expect(second.data.map(({ id }) => id)).toEqual(whole.slice(3, 6));
});

test("the next page is right although the last row of the page before is gone", async () => {
  const meddled = await consoleForTest({ tenants: 9 });
  await connectOrganization(meddled);
  const whole = (await list({}, meddled)).data.map(({ id }) => id);
  const first = await list({ limit: "3" }, meddled);
  meddled.sql("DELETE FROM tenants WHERE id = ?", whole[2]);
  const second = await list({ limit: "3", cursor: first.nextCursor ?? "" }, meddled);
  expect(second.data.map(({ id }) => id)).toEqual(whole.slice(3, 6));
});

test.each(["nonsense", "e30", "WyJhIl0", "WyJhIiwxXQ", "WzEsMiwzXQ"])(
  "a cursor that the console never gave out (%s) is refused, so that nobody takes an empty page for the end",
  async (cursor) => {
    const answer = await opened.call("GET", `/api/tenants?cursor=${cursor}`);
    expect([answer.status, answer.problem().errors?.[0]?.path]).toEqual([400, "cursor"]);
  },
);

test("a limit out of bounds is refused at its field", async () => {
  for (const limit of ["0", "101", "-1", "ten", "1.5", ""]) {
    const answer = await opened.call("GET", `/api/tenants?limit=${limit}`);
    expect([limit, answer.status, answer.problem().errors?.[0]?.path]).toEqual([limit, 400, "limit"]);
  }
});

test("one tenant shows its credential's state, and an unknown one is not found", async () => {
  const tenant = opened.sandbox.tenant(2);
  const answer = await opened.call("GET", `/api/tenants/${tenant.id}`, { as: "viewer" });
  expect(answer.json()).toMatchObject({
    id: tenant.id,
    connection: "failing",
    connectionProblem: expect.stringContaining("not accepted"),
    credential: { level: "tenant", hostname: tenant.hostname, lastCheck: { outcome: "failed" } },
  });
  expect((await opened.call("GET", "/api/tenants/no-such-tenant")).status).toBe(404);
});
