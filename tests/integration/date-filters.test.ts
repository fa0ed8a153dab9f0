import { expect, test } from "vitest";
import { connectOrganization, connectTenant, consoleForTest } from "@/tests/support/console";

test("lists with dates take days of a time zone, and tell what else they take", async () => {
  const opened = await consoleForTest({ tenants: 2 });
  const tenant = opened.sandbox.tenant(0);
  await connectOrganization(opened);
  await connectTenant(opened, tenant);
  const selection = { kind: "tenant", tenantId: tenant.id };
  expect((await opened.call("POST", "/api/revocations", { body: { selection } })).status).toBe(201);
  // What a sync then finds to be other than before.
  opened.sandbox.state.estate.changeTenant(tenant.id, { name: "Renamed" });
  const [organization] = opened.sql("SELECT id FROM organizations");
  await opened.call("POST", `/api/organizations/${organization?.id}/sync`);
  await opened.runtime.services.inventory.settled();
  const total = async (path: string) => (await opened.call("GET", path)).json<{ total: number }>().total;
  const day = new Date().toISOString().slice(0, 10);
  for (const [path, name] of [
    ["/api/tenants", "firstSeen"],
    ["/api/credentials", "age"],
    ["/api/audit-events", "when"],
    ["/api/revocations", "when"],
    [`/api/tenants/${tenant.id}/changes`, "when"],
  ]) {
    const all = await total(`${path}?`);
    expect(all, path).toBeGreaterThan(0);
    expect(await total(`${path}?${name}=${day}..%40UTC`)).toBe(all);
    expect(await total(`${path}?${name}=..2020-01-01%40Asia/Kathmandu`)).toBe(0);
    const wrong = await opened.call("GET", `${path}?${name}=2026-11-30..2026-11-01`);
    expect([wrong.status, wrong.problem().errors?.[0]?.path]).toEqual([400, `${name}.0`]);
  }
  expect((await opened.call("GET", "/api/oauth-tokens?lastUsed=last-month%40Europe/Berlin")).status).toBe(
    200,
  );
  expect(await total("/api/tenants?licenseEnds=2000-01-01..2000-01-02")).toBe(0);
});
