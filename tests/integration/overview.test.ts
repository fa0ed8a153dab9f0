/** @module-tag store */
import { expect, test } from "vitest";
import type { Organization } from "@/lib/contracts/organizations";
import type { Overview } from "@/lib/contracts/overview";
import type { SearchResult } from "@/lib/contracts/search";
import type { TenantList } from "@/lib/contracts/tenants";
import {
  connectOrganization,
  connectTenant,
  consoleForTest,
  type OpenConsole,
} from "@/tests/support/console";
import { formOf } from "@/tests/support/tenants";

const DAY = 86_400_000;

const overviewOf = async ({ call }: OpenConsole) =>
  (await call("GET", "/api/overview", { as: "viewer" })).json<Overview>();
const dayIn = (days: number) => new Date(Date.now() + days * DAY).toISOString().slice(0, 10);
const search = async ({ call }: OpenConsole, q: string) =>
  (await call("GET", `/api/search?q=${encodeURIComponent(q)}`, { as: "viewer" })).json<SearchResult>()
    .tenants;

/** An organization whose tenants end nothing, but for what a test says. */
async function quietConsole(tenants: number): Promise<OpenConsole> {
  const opened = await consoleForTest({ tenants });
  for (const { id } of opened.sandbox.state.estate.tenants())
    opened.sandbox.state.estate.changeTenant(id, { licenseEndsAt: "2035-01-01", deletionStartsAt: null });
  return opened;
}

test("a console with nothing in it has an overview of nothing", async () => {
  const opened = await consoleForTest({ tenants: 1 });
  expect(await overviewOf(opened)).toMatchObject({
    tenants: 0,
    status: [],
    failing: [],
    endings: [],
    endingsTotal: 0,
    firstSeen: { total: 0, tenants: [] },
    oldest: null,
  });
});

test("the counts of the overview are those of the list that they lead to", async () => {
  const opened = await consoleForTest();
  await connectOrganization(opened);
  await connectTenant(opened, opened.sandbox.tenant(0));
  const { tenants, status, region, connection } = await overviewOf(opened);
  const list = (await opened.call("GET", "/api/tenants?limit=1")).json<TenantList>();
  expect({ tenants, status, region, connection }).toEqual({
    tenants: list.unfilteredTotal,
    status: list.facets.status,
    region: list.facets.region,
    connection: list.facets.connection,
  });
});

test("connections that fail are grouped by what happened, the most frequent first", async () => {
  const opened = await consoleForTest({ tenants: 10 });
  await connectOrganization(opened);
  const { state } = opened.sandbox;
  const [first, second, third] = state.estate
    .tenantsOf(opened.sandbox.organization.name)
    .filter(({ status }) => status === "active")
    .map(({ id }) => opened.sandbox.tenant(state.estate.tenants().findIndex((tenant) => tenant.id === id)));
  if (!first || !second || !third) throw new Error("The sandbox has too few tenants.");
  for (const tenant of [first, second]) await opened.call("POST", "/api/tenants", { body: formOf(tenant) });
  for (const tenant of [first, second])
    opened.sql(
      "UPDATE tenants SET connection = 'failing', connectionProblem = 'Qlik refused the client.' WHERE id = ?",
      tenant.id,
    );
  await opened.call("PUT", `/api/tenants/${third.id}/credential`, {
    body: formOf(third, { clientSecret: "outdated", storeUnchecked: true }),
  });
  const { failing } = await overviewOf(opened);
  expect(failing.map(({ count }) => count)).toEqual([2, 1]);
  expect(failing[0]?.reason).toBe("Qlik refused the client.");
  expect(failing[0]?.tenants.map(({ id }) => id).sort()).toEqual([first.id, second.id].sort());
  expect(failing[1]?.tenants.map(({ id }) => id)).toEqual([third.id]);
});

test("licences and deletions of the next 90 days are told by week and by name, and nothing beyond", async () => {
  const opened = await quietConsole(7);
  const { estate } = opened.sandbox.state;
  const [today, soon, edge, beyond, past, deleted, justNow] = estate.tenantsOf(
    opened.sandbox.organization.name,
  );
  estate.changeTenant(today?.id ?? "", { licenseEndsAt: dayIn(0) });
  estate.changeTenant(soon?.id ?? "", { licenseEndsAt: `${dayIn(8)}T12:00:00.000Z` });
  estate.changeTenant(edge?.id ?? "", { licenseEndsAt: dayIn(89) });
  estate.changeTenant(beyond?.id ?? "", { licenseEndsAt: dayIn(90) });
  estate.changeTenant(past?.id ?? "", { licenseEndsAt: dayIn(-1) });
  // Ended today, before now.
  estate.changeTenant(justNow?.id ?? "", { licenseEndsAt: new Date(Date.now() - 1000).toISOString() });
  estate.changeTenant(deleted?.id ?? "", { deletionStartsAt: dayIn(9) });
  await connectOrganization(opened);
  const { endings, endingsTotal, endingsByWeek } = await overviewOf(opened);
  expect(endings.map(({ id, kind }) => [id, kind])).toEqual([
    [today?.id, "license"],
    [soon?.id, "license"],
    [deleted?.id, "deletion"],
    [edge?.id, "license"],
  ]);
  expect(endingsTotal).toBe(4);
  expect(endingsByWeek).toHaveLength(13);
  expect(endingsByWeek.map(({ licenses, deletions }) => [licenses, deletions])).toEqual([
    [1, 0],
    [1, 1],
    ...Array.from({ length: 10 }, () => [0, 0]),
    [1, 0],
  ]);
});

test("what came and what went since last week is told, what did so before is not", async () => {
  const opened = await quietConsole(3);
  const { estate } = opened.sandbox.state;
  const id = await connectOrganization(opened);
  expect((await overviewOf(opened)).firstSeen.total).toBe(3);
  opened.sql(
    "UPDATE tenants SET firstSeenAt = ?, lastSeenAt = ?",
    ...Array(2).fill(new Date(0).toISOString()),
  );
  const [missing] = estate.tenantsOf(opened.sandbox.organization.name);
  estate.changeTenant(missing?.id ?? "", { organization: null });
  await opened.call("POST", `/api/organizations/${id}/sync`);
  const { firstSeen, gone } = await overviewOf(opened);
  expect([firstSeen.total, gone.total, gone.tenants[0]?.id]).toEqual([0, 1, missing?.id]);
});

test("the oldest data is that of the organization that was never read in full", async () => {
  const opened = await consoleForTest({ tenants: 2 });
  await connectOrganization(opened);
  const { clientId } = opened.sandbox.secondOrganization.client;
  const stored = await opened.call("POST", "/api/organizations", {
    body: { name: "Unread", clientId, clientSecret: "outdated", storeUnchecked: true },
  });
  expect((await overviewOf(opened)).oldest).toEqual({
    organizationId: stored.json<Organization>().id,
    name: "Unread",
    lastSyncedAt: null,
  });
});

test("a search finds names that begin with the text first, then what has it anywhere, in any case", async () => {
  const opened = await quietConsole(5);
  const { estate } = opened.sandbox.state;
  const names = ["Sales north", "A big sale", "Salamander", "Nothing", "100% _odd_"];
  for (const [index, { id }] of estate.tenantsOf(opened.sandbox.organization.name).entries())
    estate.changeTenant(id, { name: names[index] ?? null });
  await connectOrganization(opened);
  const found = async (q: string) => (await search(opened, q)).map(({ name }) => name);
  expect(await found("SAL")).toEqual(["Salamander", "Sales north", "A big sale"]);
  expect(await found("% _")).toEqual(["100% _odd_"]);
  const [one] = estate.tenantsOf(opened.sandbox.organization.name);
  expect((await search(opened, one?.id ?? "")).map(({ id }) => id)).toEqual([one?.id]);
  expect(await found("not there at all")).toEqual([]);
  expect((await opened.call("GET", "/api/search?q=%20")).status).toBe(400);
  expect((await opened.call("GET", "/api/search?q=a", { as: "nobody" })).status).toBe(401);
});
