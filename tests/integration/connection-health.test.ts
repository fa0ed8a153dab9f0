import { expect, test } from "vitest";
import type { CredentialList } from "@/lib/contracts/credential-list";
import type { Organization } from "@/lib/contracts/organizations";
import type { RevocationDetail } from "@/lib/contracts/revocations";
import type { TenantDetail } from "@/lib/contracts/tenants";
import { theConsole } from "@/lib/server/actor";
import {
  connectOrganization,
  connectTenant,
  consoleForTest,
  type OpenConsole,
} from "@/tests/support/console";
import type { SandboxTenant } from "@/tests/support/sandbox";

const refusal = { status: 401, body: { errors: [{ code: "OAUTH-1", title: "Invalid client" }] } };

async function connected(): Promise<{ opened: OpenConsole; tenant: SandboxTenant }> {
  const opened = await consoleForTest({ tenants: 3, tokensPerTenant: 40 });
  const tenant = opened.sandbox.tenant(0);
  await connectTenant(opened, tenant);
  return { opened, tenant };
}

const tenantOf = async ({ call }: OpenConsole, id: string) =>
  (await call("GET", `/api/tenants/${id}`)).json<TenantDetail>();
const healthOf = async ({ call }: OpenConsole) =>
  (await call("GET", "/api/credentials")).json<CredentialList>().data.map(({ health }) => health);

test("a credential that Qlik refuses during a bulk revocation shows as failing in every list", async () => {
  const { opened, tenant } = await connected();
  // So that no reading is due, which would find out too.
  await opened.runtime.services.tokenInventory.read([tenant.id]);
  const selection = { kind: "tenant", tenantId: tenant.id };
  const preview = await opened.call("POST", "/api/revocations", { body: { selection, dryRun: true } });
  const { id } = preview.json<RevocationDetail>();
  opened.sandbox.state.faults.add({ path: "/oauth/token", ...refusal });
  opened.sandbox.state.faults.add({ path: "/api/", status: 401, body: {} });
  const start = { selection: { kind: "preview", revocationId: id } };
  expect((await opened.call("POST", "/api/revocations", { body: start })).status).toBe(201);
  opened.runtime.startJobs();
  await expect
    .poll(async () => (await tenantOf(opened, tenant.id)).connection, { timeout: 10_000 })
    .toBe("failing");
  expect(await healthOf(opened)).toEqual(["failing"]);
});

test("what a reading in the background is refused shows too, and what it is given again", async () => {
  const { opened, tenant } = await connected();
  const { tokenInventory } = opened.runtime.services;
  opened.sandbox.state.faults.add({ path: "/oauth/token", ...refusal });
  await tokenInventory.read([tenant.id]);
  expect(await tenantOf(opened, tenant.id)).toMatchObject({ connection: "failing" });
  expect(await healthOf(opened)).toEqual(["failing"]);
  opened.sandbox.state.faults.clear();
  opened.advance(60_000);
  await tokenInventory.read([tenant.id]);
  expect(await tenantOf(opened, tenant.id)).toMatchObject({ connection: "connected" });
});

test("an organization whose credential a sync finds refused shows as failing until it is taken again", async () => {
  const opened = await consoleForTest({ tenants: 3 });
  const id = await connectOrganization(opened);
  const state = async () => {
    const { data } = (await opened.call("GET", "/api/organizations")).json<{ data: Organization[] }>();
    return [data[0]?.connection, ...(await healthOf(opened))];
  };
  expect(await state()).toEqual(["connected", "works"]);
  opened.sandbox.state.faults.add({ path: "/oauth/token", ...refusal });
  opened.advance(7 * 3_600_000);
  await opened.runtime.services.inventory.sync(theConsole(), id);
  opened.advance(-7 * 3_600_000);
  expect(await state()).toEqual(["failing", "failing"]);
  opened.sandbox.state.faults.clear();
  opened.advance(60_000);
  await opened.runtime.services.inventory.sync(theConsole(), id);
  expect(await state()).toEqual(["connected", "works"]);
});
