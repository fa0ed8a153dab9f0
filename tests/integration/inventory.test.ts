import { expect, test } from "vitest";
import type { Organization } from "@/lib/contracts/organizations";
import type { TenantChange, TenantChangeList } from "@/lib/contracts/tenant-changes";
import type { TenantDetail, TenantList } from "@/lib/contracts/tenants";
import { edgeOf } from "@/lib/server/http/edge";
import { createRuntime } from "@/lib/server/runtime";
import {
  connectOrganization,
  connectTenant,
  consoleForTest,
  type OpenConsole,
} from "@/tests/support/console";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const listRequests = ({ sandbox }: OpenConsole) =>
  sandbox.requests().filter((request) => request.includes("/api/core/tenants?"));

const sync = async ({ call }: OpenConsole, id: string) =>
  (await call("POST", `/api/organizations/${id}/sync`, { as: "operator" })).json<Organization>();

const changesOf = async ({ call }: OpenConsole, tenantId: string): Promise<TenantChange[]> =>
  (await call("GET", `/api/tenants/${tenantId}/changes`, { as: "viewer" })).json<TenantChangeList>().data;

const tenantOf = async ({ call }: OpenConsole, tenantId: string) =>
  (await call("GET", `/api/tenants/${tenantId}`, { as: "viewer" })).json<TenantDetail>();

// In a session of its own: those that were opened first end while the clock is moved.
const organizationOf = async ({ call, people, signedIn }: OpenConsole, id: string) => {
  const { cookie } = await signedIn(people.admin);
  const { data } = (await call("GET", "/api/organizations", { cookie })).json<{ data: Organization[] }>();
  return data.find((organization) => organization.id === id);
};

async function viewerOf({ runtime, people, signedIn, env }: OpenConsole) {
  const { cookie } = await signedIn(people.viewer);
  const actor = await edgeOf(runtime).actors.find({
    host: new URL(env.publicUrl).host,
    cookie: (name) => (cookie.startsWith(`${name}=`) ? cookie.slice(name.length + 1) : undefined),
    requestId: "test",
    origin: { address: null, userAgent: null },
  });
  if (!actor) throw new Error("Nobody is signed in.");
  return actor;
}

test("what a sync finds changed is kept as history with before and after, and nothing else is", async () => {
  const opened = await consoleForTest({ tenants: 4 });
  const id = await connectOrganization(opened);
  const tenant = opened.sandbox.tenant(1);
  expect(await changesOf(opened, tenant.id)).toEqual([]);
  opened.advance(9 * MINUTE);
  opened.sandbox.state.estate.changeTenant(tenant.id, {
    name: "Renamed",
    status: "disabled",
    hostnames: [tenant.hostname, "new-alias.eu.qlikcloud.com"],
    deletionStartsAt: "2027-01-31",
    licenseEndsAt: null,
  });
  await sync(opened, id);
  const found = await changesOf(opened, tenant.id);
  expect(Object.fromEntries(found.map(({ field, before, after }) => [field, [before, after]]))).toEqual({
    name: [tenant.name, "Renamed"],
    status: [tenant.status, "disabled"],
    hostnames: [tenant.hostnames, [tenant.hostname, "new-alias.eu.qlikcloud.com"]],
    deletionStartsAt: [tenant.deletionStartsAt, "2027-01-31"],
    ...(tenant.licenseEndsAt === null ? {} : { licenseEndsAt: [tenant.licenseEndsAt, null] }),
  });
  expect(await tenantOf(opened, tenant.id)).toMatchObject({ name: "Renamed", status: "disabled" });
  await sync(opened, id);
  expect(await changesOf(opened, tenant.id)).toEqual(found);
  expect(await changesOf(opened, opened.sandbox.tenant(0).id)).toEqual([]);
});

test("a date that Qlik writes once as a day and once as a timestamp has not changed", async () => {
  const opened = await consoleForTest({ tenants: 2 });
  const tenant = opened.sandbox.tenant(0);
  opened.sandbox.state.estate.changeTenant(tenant.id, { licenseEndsAt: "2027-03-01" });
  const id = await connectOrganization(opened);
  opened.sandbox.state.estate.changeTenant(tenant.id, { licenseEndsAt: "2027-03-01T00:00:00.000Z" });
  await sync(opened, id);
  expect(await changesOf(opened, tenant.id)).toEqual([]);
});

test("a tenant that goes missing and comes back stays one tenant, with both in its history", async () => {
  const opened = await consoleForTest({ tenants: 3 });
  const { name } = opened.sandbox.organization;
  const { id: tenantId } = opened.sandbox.tenant(1);
  const id = await connectOrganization(opened);
  const { firstSeenAt } = await tenantOf(opened, tenantId);
  opened.advance(9 * MINUTE);
  opened.sandbox.state.estate.changeTenant(tenantId, { organization: null });
  await sync(opened, id);
  const missing = await tenantOf(opened, tenantId);
  expect(missing.noLongerListedSince).not.toBeNull();
  expect(missing.lastSeenAt).toBe(firstSeenAt);
  opened.advance(9 * MINUTE);
  opened.sandbox.state.estate.changeTenant(tenantId, { organization: name });
  await sync(opened, id);
  const back = await tenantOf(opened, tenantId);
  expect([back.noLongerListedSince, back.firstSeenAt]).toEqual([null, firstSeenAt]);
  expect(Date.parse(back.lastSeenAt)).toBeGreaterThan(Date.parse(missing.noLongerListedSince ?? ""));
  const found = await changesOf(opened, tenantId);
  expect(found.map(({ field, before, after }) => [field, before, after])).toEqual([
    ["listing", "not listed", "listed"],
    ["listing", "listed", "not listed"],
  ]);
});

test("a tenant that moves to another organization is listed there once the first lists it no more", async () => {
  const opened = await consoleForTest({ tenants: 3 });
  const first = await connectOrganization(opened);
  const second = await connectOrganization(opened, opened.sandbox.secondOrganization);
  const { id: tenantId } = opened.sandbox.tenant(0);
  opened.sandbox.state.estate.changeTenant(tenantId, {
    organization: opened.sandbox.secondOrganization.name,
  });
  await sync(opened, second);
  expect((await tenantOf(opened, tenantId)).organizationId).toBe(first);
  opened.advance(MINUTE);
  await sync(opened, first);
  opened.advance(MINUTE);
  await sync(opened, second);
  expect(await tenantOf(opened, tenantId)).toMatchObject({
    organizationId: second,
    noLongerListedSince: null,
  });
});

test("a sync that fails half-way keeps its pages, marks nothing as gone and says how far it came and why", async () => {
  const opened = await consoleForTest({ tenants: 250 });
  const id = await connectOrganization(opened);
  const { lastSyncedAt } = (await organizationOf(opened, id)) ?? {};
  opened.advance(9 * MINUTE);
  for (const { id: tenantId } of opened.sandbox.state.estate.tenantsOf(opened.sandbox.organization.name))
    opened.sandbox.state.estate.changeTenant(tenantId, { name: "Read anew" });
  opened.sandbox.state.faults.add({ path: "/api/core/tenants", skip: 1, status: 500, body: {} });
  const { lastSync, lastSyncedAt: after } = await sync(opened, id);
  expect(lastSync).toMatchObject({
    outcome: "failed",
    tenantsRead: 100,
    message: expect.stringMatching(/500/),
  });
  expect(after).toBe(lastSyncedAt);
  const list = (await opened.call("GET", "/api/tenants?limit=100")).json<TenantList>();
  expect(list.total).toBe(250);
  expect(opened.sql("SELECT count(*) AS n FROM tenants WHERE noLongerListedSince IS NOT NULL")).toEqual([
    { n: 0 },
  ]);
  expect(opened.sql("SELECT count(*) AS n FROM tenants WHERE name = 'Read anew'")).toEqual([{ n: 100 }]);
});

test("an organization is read again when its hour is over, also after a failure, and not before", async () => {
  const opened = await consoleForTest({ tenants: 2 });
  const { inventory } = opened.runtime.services;
  const id = await connectOrganization(opened);
  opened.sandbox.state.requestLog.clear();
  await inventory.syncDue();
  opened.advance(59 * MINUTE);
  await inventory.syncDue();
  expect(listRequests(opened)).toHaveLength(0);
  const { nextSyncAt } = (await organizationOf(opened, id)) ?? {};
  opened.advance(7 * MINUTE);
  expect(Date.parse(nextSyncAt ?? "")).toBeLessThan(Date.now() + 66 * MINUTE);
  opened.sandbox.state.faults.add({ path: "/api/core/tenants", status: 500, times: 3, body: {} });
  await inventory.syncDue();
  expect((await organizationOf(opened, id))?.lastSync?.outcome).toBe("failed");
  opened.sandbox.state.faults.clear();
  opened.sandbox.state.requestLog.clear();
  await inventory.syncDue();
  expect(listRequests(opened)).toHaveLength(0);
  opened.advance(66 * MINUTE);
  await inventory.syncDue();
  expect((await organizationOf(opened, id))?.lastSync?.outcome).toBe("succeeded");
});

test("how often an organization is read is an administrator's choice; with none it waits to be asked", async () => {
  const opened = await consoleForTest({ tenants: 2 });
  const { inventory } = opened.runtime.services;
  const id = await connectOrganization(opened);
  const change = (body: unknown, as: "operator" | "admin" = "admin") =>
    opened.call("PATCH", `/api/organizations/${id}`, { body, as });
  expect((await change({ syncEveryMinutes: 15 }, "operator")).status).toBe(403);
  const wrong = await change({ syncEveryMinutes: 7 });
  expect([wrong.status, wrong.problem().errors?.[0]?.path]).toEqual([400, "syncEveryMinutes"]);
  expect((await organizationOf(opened, id))?.syncEveryMinutes).toBe(60);
  await change({ syncEveryMinutes: 15 });
  opened.advance(17 * MINUTE);
  opened.sandbox.state.requestLog.clear();
  await inventory.syncDue();
  expect(listRequests(opened)).toHaveLength(1);
  // Whoever changes it has just proved who they are.
  const { cookie } = await opened.signedIn(opened.people.admin);
  const never = (
    await opened.call("PATCH", `/api/organizations/${id}`, { body: { syncEveryMinutes: null }, cookie })
  ).json<Organization>();
  expect([never.syncEveryMinutes, never.nextSyncAt]).toEqual([null, null]);
  opened.advance(48 * HOUR);
  opened.sandbox.state.requestLog.clear();
  await inventory.syncDue();
  expect(listRequests(opened)).toHaveLength(0);
});

test("whoever opens a page with data older than ten minutes begins a sync, and does not wait for it", async () => {
  const opened = await consoleForTest({ tenants: 2 });
  const { inventory } = opened.runtime.services;
  const id = await connectOrganization(opened);
  const viewer = await viewerOf(opened);
  opened.sandbox.state.requestLog.clear();
  await inventory.freshen(viewer);
  await inventory.settled();
  expect(listRequests(opened)).toHaveLength(0);
  opened.advance(11 * MINUTE);
  opened.sandbox.state.faults.add({ path: "/api/core/tenants", delayMs: 1500, times: 1 });
  await inventory.freshen(viewer);
  let read = false;
  const settled = inventory.settled().then(() => {
    read = true;
  });
  await inventory.freshen(viewer);
  expect(read).toBe(false);
  await settled;
  expect(listRequests(opened)).toHaveLength(1);
  expect((await organizationOf(opened, id))?.lastSync?.outcome).toBe("succeeded");
});

test("two instances whose clocks ring together read an organization once", async () => {
  const opened = await consoleForTest({ tenants: 2 });
  await connectOrganization(opened);
  opened.advance(2 * HOUR);
  const twin = await createRuntime(opened.env, {
    clock: () => new Date(Date.now() + 2 * HOUR),
    log: opened.runtime.log,
  });
  opened.sandbox.state.requestLog.clear();
  opened.sandbox.state.faults.add({ path: "/api/core/tenants", delayMs: 200, times: 1 });
  await Promise.all([opened.runtime.services.inventory.syncDue(), twin.services.inventory.syncDue()]);
  expect(listRequests(opened)).toHaveLength(1);
  await twin.close();
});

test("a tenant that was connected by itself and is listed later has learnt, not changed", async () => {
  const opened = await consoleForTest({ tenants: 2 });
  const tenantId = await connectTenant(opened, opened.sandbox.tenant(0));
  await connectOrganization(opened);
  expect((await tenantOf(opened, tenantId)).subscriptionId).not.toBeNull();
  expect(await changesOf(opened, tenantId)).toEqual([]);
});

test("the history comes in pages, newest first, and a cursor of somebody's own making is refused", async () => {
  const opened = await consoleForTest({ tenants: 1 });
  const id = await connectOrganization(opened);
  const { id: tenantId } = opened.sandbox.tenant(0);
  for (const name of ["One", "Two", "Three"]) {
    opened.advance(MINUTE);
    opened.sandbox.state.estate.changeTenant(tenantId, { name });
    await sync(opened, id);
  }
  const page = async (cursor = "") =>
    (
      await opened.call(
        "GET",
        `/api/tenants/${tenantId}/changes?limit=2&cursor=${encodeURIComponent(cursor)}`,
      )
    ).json<TenantChangeList>();
  const first = (
    await opened.call("GET", `/api/tenants/${tenantId}/changes?limit=2`)
  ).json<TenantChangeList>();
  expect([first.total, first.data.map(({ after }) => after)]).toEqual([3, ["Three", "Two"]]);
  expect((await page(first.nextCursor)).data.map(({ after }) => after)).toEqual(["One"]);
  expect((await opened.call("GET", `/api/tenants/${tenantId}/changes?cursor=x`)).status).toBe(400);
  expect((await opened.call("GET", "/api/tenants/nobody/changes")).status).toBe(404);
});
