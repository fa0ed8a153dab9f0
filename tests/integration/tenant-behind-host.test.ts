import { beforeEach, expect, test } from "vitest";
import { connectTenant, consoleForTest, type OpenConsole } from "@/tests/support/console";
import type { SandboxTenant } from "@/tests/support/sandbox";

const REGION = "us";

let opened: OpenConsole;
let tenant: SandboxTenant;
let other: SandboxTenant;

/** Two tenants for which one client is good; then the hostname of the first comes to the second. */
beforeEach(async () => {
  opened = await consoleForTest({ tenants: 30 });
  const { sandbox } = opened;
  const here = sandbox.state.estate
    .tenants()
    .map((_, index) => sandbox.tenant(index))
    .filter(
      ({ status, regionLabel, organization }) =>
        status === "active" && regionLabel === REGION && organization === sandbox.organization.name,
    );
  const client = sandbox.organization.regionClients.get(REGION);
  const [first, second] = here;
  if (!first || !second || !client) throw new Error("The sandbox has too few tenants.");
  [tenant, other] = [first, second];
  await connectTenant(opened, { ...tenant, client });
  sandbox.state.estate.changeTenant(tenant.id, { hostnames: ["moved-away.us.qlikcloud.com"] });
  sandbox.state.estate.changeTenant(other.id, { hostnames: [tenant.hostname] });
  sandbox.state.requestLog.clear();
});

const isRefused = async (answer: Awaited<ReturnType<OpenConsole["call"]>>) => {
  expect([answer.status, answer.problem().detail]).toEqual([424, expect.stringContaining(other.id)]);
  expect((await opened.call("GET", `/api/tenants/${tenant.id}`)).json()).toMatchObject({
    connection: "failing",
    connectionProblem: expect.stringContaining("Another tenant answers"),
  });
};

test.each(["users", "oauth-tokens"])("its %s are not shown as the tenant's own", async (what) => {
  await isRefused(await opened.call("GET", `/api/tenants/${tenant.id}/${what}?limit=10`));
});

test("a user of it is not shown either", async () => {
  const [user] = opened.sandbox.state.contents.usersOf(other);
  await isRefused(await opened.call("GET", `/api/tenants/${tenant.id}/users/${user?.id}`));
});

test.each([true, false])("nothing of it is frozen, as a dry run (%s) or not", async (dryRun) => {
  const selection = { kind: "tenant", tenantId: tenant.id };
  await isRefused(await opened.call("POST", "/api/revocations", { body: { selection, dryRun } }));
});

test("nothing of it comes into the inventory", async () => {
  await opened.runtime.services.tokenInventory.read([tenant.id]);
  expect(opened.sql("SELECT count(*) AS n FROM oauth_tokens")).toMatchObject([{ n: 0 }]);
  expect(opened.sql("SELECT count(*) AS n FROM tenant_users")).toMatchObject([{ n: 0 }]);
});
