/** @module-tag store */
import { expect, onTestFinished, test } from "vitest";
import type { Organization } from "@/lib/contracts/organizations";
import type { TenantList } from "@/lib/contracts/tenants";
import { theConsole } from "@/lib/server/actor";
import { createLog } from "@/lib/server/log";
import { createRuntime } from "@/lib/server/runtime";
import { connectOrganization, consoleForTest, type OpenConsole } from "@/tests/support/console";

const tenants = async ({ call }: OpenConsole, query = "") =>
  (await call("GET", `/api/tenants?limit=100${query}`)).json<TenantList>();

test("a tenant that Qlik lists no more stays and says since when", async () => {
  const opened = await consoleForTest({ tenants: 3 });
  const id = await connectOrganization(opened);
  const former = opened.sandbox.tenant(1).id;
  opened.sandbox.state.estate.changeTenant(former, { organization: null });
  opened.advance(60_000);
  await opened.call("POST", `/api/organizations/${id}/sync`, { as: "operator" });
  const { data } = await tenants(opened);
  expect(data.filter((tenant) => tenant.noLongerListedSince !== null).map((tenant) => tenant.id)).toEqual([
    former,
  ]);
});

test("a sync that breaks off keeps the tenants that are known and says what happened", async () => {
  const opened = await consoleForTest();
  const id = await connectOrganization(opened);
  opened.sandbox.state.faults.add({ path: "/api/core/tenants", status: 500, body: { traceId: "t-1" } });
  const answer = await opened.call("POST", `/api/organizations/${id}/sync`, { as: "operator" });
  const { lastSync, lastSyncedAt } = answer.json<Organization>();
  expect(lastSync).toMatchObject({
    outcome: "failed",
    tenantsRead: 0,
    message: expect.stringContaining("500"),
  });
  expect(Date.parse(lastSyncedAt ?? "")).toBeLessThan(Date.parse(lastSync?.startedAt ?? ""));
  expect((await tenants(opened)).total).toBe(60);
  opened.sandbox.state.faults.clear();
  const again = await opened.call("POST", `/api/organizations/${id}/sync`, { as: "operator" });
  expect(again.json<Organization>().lastSync).toMatchObject({ outcome: "succeeded", tenantsRead: 60 });
});

test("two syncs of one organization do not run at once: the second is told so", async () => {
  const opened = await consoleForTest({ tenants: 3 });
  const id = await connectOrganization(opened);
  opened.sandbox.state.faults.add({ path: "/api/core/tenants", times: 1, delayMs: 500 });
  const answers = await Promise.all(
    [1, 2].map(() => opened.call("POST", `/api/organizations/${id}/sync`, { as: "operator" })),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
});

test("a sync that a killed instance left behind is waited for as long as its lease, and then followed", async () => {
  const opened = await consoleForTest({ tenants: 3 });
  const id = await connectOrganization(opened);
  opened.sql("UPDATE organizations SET syncOutcome = 'running', syncTenantsRead = 1");
  await opened.store.leases.claim(`tenants of ${id}`, "the killed", 30_000);
  expect((await opened.call("POST", `/api/organizations/${id}/sync`)).status).toBe(409);
  await opened.runtime.services.inventory.syncDue();
  expect(opened.sql("SELECT syncOutcome FROM organizations")).toEqual([{ syncOutcome: "running" }]);
  await opened.store.leases.renew(`tenants of ${id}`, "the killed", 0);
  await opened.runtime.services.inventory.syncDue();
  expect(opened.sql("SELECT syncOutcome, syncTenantsRead FROM organizations")).toEqual([
    { syncOutcome: "succeeded", syncTenantsRead: 3 },
  ]);
});

test("two instances of one database read an organization once at a time", async () => {
  const opened = await consoleForTest({ tenants: 3 });
  const id = await connectOrganization(opened);
  const other = await createRuntime(opened.env, { log: createLog("silent") });
  onTestFinished(() => other.close());
  opened.sandbox.state.faults.add({ path: "/api/core/tenants", times: 1, delayMs: 1500 });
  const outcomes = await Promise.all(
    [opened.runtime, other].map(
      async ({ services }) => (await services.inventory.sync(theConsole(), id)).outcome,
    ),
  );
  expect(outcomes.sort()).toEqual(["already-running", "succeeded"]);
});

test("pages that were read while Qlik was say that they do not belong together, and the last is as of now", async () => {
  const opened = await consoleForTest({ tenants: 300 });
  const id = await connectOrganization(opened);
  opened.sql("DELETE FROM tenants");
  const between: Promise<TenantList>[] = [];
  await opened.runtime.services.inventory.sync(theConsole(), id, () => between.push(tenants(opened)));
  const read = [...(await Promise.all(between)), await tenants(opened)];
  expect(read.map(({ total }) => total)).toEqual([100, 200, 300, 300]);
  expect(new Set(read.map(({ revision }) => revision)).size).toBe(4);
  const now = (await opened.call("GET", "/api/organizations")).json<{ revision: string; asOf: string }>();
  expect(now.revision).toBe(read.at(-1)?.revision);
  expect(Date.parse(now.asOf)).toBeGreaterThanOrEqual(Date.parse(read.at(-1)?.asOf ?? ""));
  // Nothing has been read since: it stays the same.
  const last = await tenants(opened, `&cursor=${read.at(-1)?.nextCursor}`);
  expect(last.revision).toBe(now.revision);
  const credentials = (await opened.call("GET", "/api/credentials")).json<{ revision: string }>();
  expect(credentials.revision).toBe(now.revision);
});
