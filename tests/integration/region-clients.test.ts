import { expect, test } from "vitest";
import type { ConnectionDraft } from "@/lib/contracts/connection-drafts";
import type { CredentialList } from "@/lib/contracts/credential-list";
import { tenantFilters } from "@/lib/contracts/tenants";
import type { User } from "@/lib/contracts/users";
import { actorAtTheMachine } from "@/lib/server/actor";
import { connectOrganization, consoleForTest, type OpenConsole } from "@/tests/support/console";
import type { SandboxTenant } from "@/tests/support/sandbox";
import { formOf } from "@/tests/support/tenants";

const REGION = "us";

async function opening(): Promise<{
  opened: OpenConsole;
  here: readonly SandboxTenant[];
  elsewhere: SandboxTenant;
  client: { readonly clientId: string; readonly clientSecret: string };
}> {
  const opened = await consoleForTest({ tenants: 30 });
  await connectOrganization(opened);
  const active = opened.sandbox.state.estate
    .tenants()
    .map((_, index) => opened.sandbox.tenant(index))
    .filter(({ status, organization }) => status === "active" && organization !== null);
  const here = active.filter(({ regionLabel }) => regionLabel === REGION).slice(0, 3);
  const elsewhere = active.find(({ regionLabel }) => regionLabel !== REGION);
  const client = opened.sandbox.organization.regionClients.get(REGION);
  if (here.length < 3 || !elsewhere || !client) throw new Error("The sandbox has too few tenants.");
  return { opened, here, elsewhere, client };
}

async function connectMany(
  opened: OpenConsole,
  client: { readonly clientId: string; readonly clientSecret: string },
  tenants: readonly SandboxTenant[],
): Promise<ConnectionDraft> {
  const { clientId, clientSecret } = client;
  const body = { clientId, clientSecret, tenantIds: tenants.map(({ id }) => id) };
  const draft = (await opened.call("POST", "/api/connection-drafts", { body })).json<ConnectionDraft>();
  await opened.call("POST", `/api/connection-drafts/${draft.id}/check`, { body: {} });
  await opened.runtime.services.connectionDrafts.settled();
  return (await opened.call("GET", `/api/connection-drafts/${draft.id}`)).json<ConnectionDraft>();
}

const levels = async ({ call }: OpenConsole) =>
  new Map(
    (await call("GET", "/api/credentials"))
      .json<CredentialList>()
      .data.map(({ tenantId, level }) => [tenantId, level]),
  );
const atRegister = ({ sandbox }: OpenConsole) =>
  sandbox.requests().filter((line) => line.includes(`register.${REGION}.qlikcloud.com`));

test("one region-level client is given once: each tenant proves it by itself, and Qlik is asked once what it is", async () => {
  const { opened, here, elsewhere, client } = await opening();
  const draft = await connectMany(opened, client, [...here, elsewhere]);
  expect(draft.rows.map(({ state }) => state)).toEqual(["stored", "stored", "stored", "failed"]);
  expect(draft.rows[3]?.problem?.message).toMatch(/not accepted/);
  const found = await levels(opened);
  for (const { id } of here) expect(found.get(id)).toBe("region");
  expect(atRegister(opened)).toEqual([`POST register.${REGION}.qlikcloud.com/oauth/token`]);
  // A token of its own for each host, and a bot user of its own in each tenant.
  for (const tenant of here) {
    expect(opened.sandbox.requests()).toContain(`POST ${tenant.hostname}/oauth/token`);
    const users = (await opened.call("GET", `/api/tenants/${tenant.id}/users`)).json<{ data: User[] }>().data;
    expect(users.filter(({ clientId }) => clientId === client.clientId)).toHaveLength(1);
  }
});

test("what people say is not enough: a tenant's own client stays one although it was given for a region", async () => {
  const { opened, here } = await opening();
  const [tenant] = here;
  if (!tenant) throw new Error("There is none.");
  await connectMany(opened, tenant.client, [tenant]);
  expect((await levels(opened)).get(tenant.id)).toBe("tenant");
  expect(atRegister(opened)).toHaveLength(1);
});

test("a client that is known to be a region's is one wherever it is entered again, and nobody is asked", async () => {
  const { opened, here, client } = await opening();
  const [first, second] = here;
  if (!first || !second) throw new Error("There is none.");
  await connectMany(opened, client, [first]);
  opened.sandbox.state.requestLog.clear();
  const { clientId, clientSecret } = client;
  const answer = await opened.call("PUT", `/api/tenants/${second.id}/credential`, {
    body: formOf(second, { clientId, clientSecret }),
  });
  expect(answer.status).toBe(200);
  expect((await levels(opened)).get(second.id)).toBe("region");
  expect(atRegister(opened)).toEqual([]);
});

test("a region that cannot be asked leaves the tenants connected, and their level as far as it is known", async () => {
  const { opened, here, client } = await opening();
  opened.sandbox.state.faults.add({ host: `register.${REGION}.qlikcloud.com`, status: 503, body: "busy" });
  const draft = await connectMany(opened, client, here);
  expect(draft.counts.stored).toBe(3);
  expect([...(await levels(opened)).values()].sort()).toEqual(["organization", "tenant", "tenant", "tenant"]);
});

test("a client that fails its check is not taken to the region, and its secret goes nowhere else", async () => {
  const { opened, here, client } = await opening();
  await connectMany(opened, { ...client, clientSecret: "mistyped" }, here);
  expect(atRegister(opened)).toEqual([]);
});

test("the secret of a region's client that was renewed at Qlik is replaced in all its tenants at once", async () => {
  const { opened, here, client } = await opening();
  await connectMany(opened, client, here);
  const before = opened.sql("SELECT id, version FROM credentials WHERE level = 'region' ORDER BY id");
  // The new one is wrong: every old one stays and goes on working.
  const refused = await connectMany(opened, { ...client, clientSecret: "mistyped" }, here);
  expect(refused.counts.failed).toBe(3);
  expect(opened.sql("SELECT id, version FROM credentials WHERE level = 'region' ORDER BY id")).toEqual(
    before,
  );
  expect((await opened.call("GET", `/api/tenants/${here[0]?.id}/users`)).status).toBe(200);
  const taken = await connectMany(opened, client, here);
  expect(taken.counts.stored).toBe(3);
  expect(opened.sql("SELECT DISTINCT version FROM credentials WHERE level = 'region'")).toEqual([
    { version: 2 },
  ]);
});

/** Requests that carry a secret. */
const exchanges = ({ sandbox }: OpenConsole) =>
  sandbox.requests().filter((line) => line.endsWith("/oauth/token"));

test("one client's secret is not sent to tenants of several organizations, unless it is said that it is meant for them", async () => {
  const { opened, here, client } = await opening();
  const [tenant, other] = here;
  if (!tenant || !other) throw new Error("There is none.");
  const another = await connectOrganization(opened, opened.sandbox.secondOrganization);
  opened.sql(`UPDATE tenants SET "organizationId" = '${another}' WHERE id = '${other.id}'`);
  opened.sandbox.state.requestLog.clear();
  const body = { ...client, tenantIds: [tenant.id, other.id] };
  const refused = await opened.call("POST", "/api/connection-drafts", { body });
  expect([refused.status, refused.problem().errors?.[0]?.path]).toEqual([400, "tenantIds"]);
  expect(refused.problem().detail).toContain(opened.sandbox.secondOrganization.name);
  expect(exchanges(opened)).toEqual([]);
  const meant = await opened.call("POST", "/api/connection-drafts", {
    body: { ...body, acrossOrganizations: true },
  });
  expect([meant.status, meant.json<ConnectionDraft>().counts.ready]).toEqual([201, 2]);
});

test("it is sent to no tenant that Qlik lists as deactivated, neither when it is imported nor later", async () => {
  const { opened, here, client } = await opening();
  const [tenant, later, gone] = here;
  if (!tenant || !later || !gone) throw new Error("There is none.");
  opened.sql(`UPDATE tenants SET status = 'deactivated' WHERE id = '${gone.id}'`);
  opened.sandbox.state.requestLog.clear();
  const body = { ...client, tenantIds: [tenant.id, later.id, gone.id] };
  const draft = (await opened.call("POST", "/api/connection-drafts", { body })).json<ConnectionDraft>();
  expect(draft.rows.map(({ state, hasSecret }) => [state, hasSecret])).toEqual([
    ["ready", true],
    ["ready", true],
    ["failed", false],
  ]);
  opened.sql(`UPDATE tenants SET status = 'deleted' WHERE id = '${later.id}'`);
  const rowIds = draft.rows.map(({ id }) => id);
  await opened.call("POST", `/api/connection-drafts/${draft.id}/check`, { body: { rowIds } });
  await opened.runtime.services.connectionDrafts.settled();
  const after = (await opened.call("GET", `/api/connection-drafts/${draft.id}`)).json<ConnectionDraft>();
  expect(after.rows.map(({ state, problem }) => [state, problem?.message])).toEqual([
    ["stored", undefined],
    ["failed", expect.stringContaining("lists it as deleted")],
    ["failed", expect.stringContaining("lists it as deactivated")],
  ]);
  expect(exchanges(opened).map((line) => line.split("/")[0])).toEqual([
    `POST ${tenant.hostname}`,
    `POST register.${REGION}.qlikcloud.com`,
  ]);
});

test("a row whose hostname is changed does not take the secret of the former one along", async () => {
  const { opened, here, elsewhere, client } = await opening();
  const [tenant] = here;
  const body = { ...client, tenantIds: [tenant?.id] };
  const draft = (await opened.call("POST", "/api/connection-drafts", { body })).json<ConnectionDraft>();
  const change = (more: object) =>
    opened.call("PATCH", `/api/connection-drafts/${draft.id}/rows/${draft.rows[0]?.id}`, {
      body: { hostname: elsewhere.hostname, ...more },
    });
  const refused = await change({});
  expect([refused.status, refused.problem().errors?.[0]?.path]).toEqual([400, "clientSecret"]);
  expect((await change({ clientSecret: "given-for-it" })).status).toBe(200);
  expect((await change({})).status).toBe(200);
});

test("a choice of tenants names each one's organization, and what is left out and why", async () => {
  const { opened, here } = await opening();
  const [tenant, gone] = here;
  opened.sql(`UPDATE tenants SET status = 'deactivated' WHERE id = '${gone?.id}'`);
  const matching = tenantFilters.parse({ id: here.map(({ id }) => id).join(",") });
  const actor = actorAtTheMachine("somebody");
  const { tenants, leftOut } = await opened.runtime.services.connectionDrafts.choice(actor, { matching });
  const { name } = opened.sandbox.organization;
  expect(tenants).toHaveLength(2);
  expect(tenants).toContainEqual(expect.objectContaining({ id: tenant?.id, organizationName: name }));
  expect(leftOut).toEqual([{ id: gone?.id, name: gone?.name, why: expect.stringContaining("deactivated") }]);
});

/** As the form of one tenant does. */
const connectOne = async (
  opened: OpenConsole,
  tenant: SandboxTenant,
  client: Pick<SandboxTenant["client"], "clientId" | "clientSecret">,
) => {
  const answer = await opened.call("PUT", `/api/tenants/${tenant.id}/credential`, {
    body: formOf(tenant, { clientId: client.clientId, clientSecret: client.clientSecret }),
  });
  if (answer.status !== 200) throw new Error(answer.text);
};
const levelOf = async (opened: OpenConsole, tenant: SandboxTenant | undefined) =>
  (await levels(opened)).get(tenant?.id ?? "");

test("what is learnt of a client holds for all its rows: the tenant that had it first has it as a region's too", async () => {
  const { opened, here, client } = await opening();
  const [first, second] = here;
  if (!first || !second) throw new Error("There is none.");
  await connectOne(opened, first, client);
  // Nothing says yet that it is more than this tenant's, and its secret goes nowhere else.
  expect([await levelOf(opened, first), atRegister(opened)]).toEqual(["tenant", []]);
  await connectMany(opened, client, [second]);
  expect([await levelOf(opened, first), await levelOf(opened, second)]).toEqual(["region", "region"]);
});

test("a client that is entered for a second tenant is asked about, and is a region's in both or in none", async () => {
  const { opened, here, client } = await opening();
  const [first, second, third] = here;
  if (!first || !second || !third) throw new Error("There is none.");
  await connectOne(opened, first, client);
  await connectOne(opened, second, client);
  expect([await levelOf(opened, first), await levelOf(opened, second)]).toEqual(["region", "region"]);
  expect(atRegister(opened)).toHaveLength(1);
});

test("checking again learns that a client of several tenants is a region's, by whichever of them", async () => {
  const { opened, here, client } = await opening();
  const [first, second, alone] = here;
  if (!first || !second || !alone) throw new Error("There is none.");
  opened.sandbox.state.faults.add({ host: `register.${REGION}.qlikcloud.com`, status: 503, body: "busy" });
  await connectMany(opened, client, [first, second]);
  await connectOne(opened, alone, alone.client);
  expect(await levelOf(opened, first)).toBe("tenant");
  opened.sandbox.state.faults.clear();
  opened.advance(61_000);
  opened.sandbox.state.requestLog.clear();
  const check = (tenant: SandboxTenant) =>
    opened.call("POST", `/api/tenants/${tenant.id}/credential/verify`, { as: "operator" });
  expect((await check(alone)).status).toBe(200);
  expect(atRegister(opened)).toEqual([]);
  expect((await check(second)).status).toBe(200);
  expect(atRegister(opened)).toHaveLength(1);
  expect([await levelOf(opened, first), await levelOf(opened, second)]).toEqual(["region", "region"]);
  expect(await levelOf(opened, alone)).toBe("tenant");
});
