/** @module-tag store */
import { afterAll, beforeAll, expect, test } from "vitest";
import type { TenantList } from "@/lib/contracts/tenants";
import { connectOrganization, type OpenConsole, openConsole } from "@/tests/support/console";

const DAY = 86_400_000;
let opened: OpenConsole;
let ids: readonly string[];
let organizationId: string;

const inDays = (days: number) => new Date(Date.now() + days * DAY).toISOString();

beforeAll(async () => {
  opened = await openConsole({ tenants: 12 });
  organizationId = await connectOrganization(opened);
  ids = (await list()).data.map(({ id }) => id);
  const set = (place: number, column: string, value: string | null) =>
    opened.sql(`UPDATE tenants SET "${column}" = ? WHERE id = ?`, value, ids[place]);
  opened.sql(
    `UPDATE tenants SET "licenseEndsAt" = 'none', "licenseEndsKey" = '9999', "deletionStartsKey" = '9999', "countryCode" = 'IE'`,
  );
  set(0, "licenseEndsKey", inDays(-1));
  // A day alone is over when the day is.
  set(1, "licenseEndsAt", inDays(0).slice(0, 10));
  set(1, "licenseEndsKey", `${inDays(0).slice(0, 10)}T00:00:00.000Z`);
  set(4, "licenseEndsKey", new Date(Date.now() - 1000).toISOString());
  set(2, "licenseEndsKey", inDays(14));
  set(3, "licenseEndsKey", inDays(15).slice(0, 10));
  set(4, "deletionStartsKey", inDays(3));
  set(5, "deletionStartsKey", inDays(60));
  set(6, "countryCode", "JP");
  set(7, "organizationId", null);
  set(8, "lastSeenAt", inDays(-8).replace("Z", "+00:00"));
  set(9, "noLongerListedSince", inDays(-2).replace("Z", "+00:00"));
  set(10, "firstSeenAt", inDays(-20).replace("Z", "+00:00"));
});
afterAll(() => opened.close());

async function list(query: Record<string, string> = {}): Promise<TenantList> {
  const answer = await opened.call("GET", `/api/tenants?${new URLSearchParams(query)}`, { as: "viewer" });
  if (answer.status !== 200) throw new Error(answer.text);
  return answer.json<TenantList>();
}
const others = (...places: number[]) =>
  ids.map((_, place) => place).filter((place) => !places.includes(place));

test.each([
  ["licenseEnds", "ended", [0, 4]],
  ["licenseEnds", "14d", [1, 2]],
  ["licenseEnds", "15d", [1, 2, 3]],
  ["licenseEnds", "ended,14d", [0, 1, 2, 4]],
  ["licenseEnds", "none", [5, 6, 7, 8, 9, 10, 11]],
  ["deletion", "scheduled", [4, 5]],
  ["deletion", "30d", [4]],
  ["deletion", "none", [0, 1, 2, 3, 6, 7, 8, 9, 10, 11]],
  ["country", "JP", [6]],
  ["country", "JP,IE", [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]],
  ["organization", "none", [7]],
  ["lastSeen", "over-7d", [8]],
  ["lastSeen", "unlisted", [9]],
  ["lastSeen", "unlisted,over-7d", [8, 9]],
  ["firstSeen", "over-7d", [10]],
])("%s=%s leaves exactly the tenants that it means", async (filter, value, places) => {
  const found = await list({ [filter]: value });
  expect(new Set(found.data.map(({ id }) => ids.indexOf(id)))).toEqual(new Set(places));
  expect(found.total).toBe(places.length);
});

test("tenants of an organization, and those seen lately, are all but the others", async () => {
  const ofOrganization = await list({ organization: organizationId });
  expect(ofOrganization.data.map(({ id }) => ids.indexOf(id)).sort((a, b) => a - b)).toEqual(others(7));
  const seenLately = await list({ lastSeen: "7d" });
  expect(seenLately.data.map(({ id }) => ids.indexOf(id)).sort((a, b) => a - b)).toEqual(others(8));
});

test("ids leave the tenants that they name, whatever else is there", async () => {
  const named = [ids[3], ids[1]].join(",");
  expect(new Set((await list({ id: named })).data.map(({ id }) => id))).toEqual(new Set([ids[1], ids[3]]));
  const tooMany = Array.from({ length: 201 }, (_, index) => `t${index}`).join(",");
  expect((await opened.call("GET", `/api/tenants?id=${tooMany}`)).problem().errors?.[0]?.path).toBe("id");
});

test("organizations and countries are counted for their filters", async () => {
  const { facets } = await list();
  expect(facets.organization).toEqual(
    expect.arrayContaining([
      { value: organizationId, count: 11 },
      { value: "none", count: 1 },
    ]),
  );
  expect(facets.country).toEqual([
    { value: "IE", count: 11 },
    { value: "JP", count: 1 },
  ]);
});

test.each([
  ["licenseEnds", "soon"],
  ["licenseEnds", "0d"],
  ["licenseEnds", "-3d"],
  ["deletion", "over-3d"],
  ["firstSeen", "unlisted"],
  ["lastSeen", "99999d"],
])("%s=%s is refused at its field, with what can be chosen", async (filter, value) => {
  const answer = await opened.call("GET", `/api/tenants?${filter}=${value}`);
  expect([answer.status, answer.problem().errors?.[0]?.path]).toEqual([400, `${filter}.0`]);
  expect(answer.problem().detail).toMatch(/Choose/);
});

test.each(["deletionStartsAt", "-deletionStartsAt", "lastSeenAt", "-firstSeenAt,-name", "countryCode"])(
  "paging by %s visits each tenant once and in order",
  async (sort) => {
    const whole = (await list({ sort })).data.map(({ id }) => id);
    const seen: string[] = [];
    for (let cursor: string | undefined = ""; cursor !== undefined && seen.length < 20; ) {
      const page: TenantList = await list({ sort, limit: "5", ...(cursor ? { cursor } : {}) });
      seen.push(...page.data.map(({ id }) => id));
      cursor = page.nextCursor;
    }
    expect(seen).toEqual(whole);
  },
);

test("a cursor with something else in the place of a moment is refused", async () => {
  const cursor = Buffer.from(JSON.stringify(["yesterday", "x"])).toString("base64url");
  const answer = await opened.call("GET", `/api/tenants?sort=lastSeenAt&cursor=${cursor}`);
  expect([answer.status, answer.problem().errors?.[0]?.path]).toEqual([400, "cursor"]);
});

test("a Turkish capital is found by the letter that people type", async () => {
  const tenant = opened.sandbox.state.estate.tenantsOf("Northwind Analytics")[0];
  opened.sandbox.state.estate.changeTenant(tenant?.id ?? "", { name: "İstanbul Satış" });
  await opened.call("POST", `/api/organizations/${organizationId}/sync`);
  for (const search of ["istanbul", "İSTANBUL", "satis"])
    expect((await list({ search })).data.map(({ name }) => name)).toEqual(["İstanbul Satış"]);
});
