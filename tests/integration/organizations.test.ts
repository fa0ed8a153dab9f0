import { expect, test } from "vitest";
import type { Organization } from "@/lib/contracts/organizations";
import type { Tenant, TenantList } from "@/lib/contracts/tenants";
import {
  connectOrganization,
  connectTenant,
  consoleForTest,
  type OpenConsole,
} from "@/tests/support/console";

const organizations = async ({ call }: OpenConsole) =>
  (await call("GET", "/api/organizations")).json<{ data: Organization[]; total: number }>();
const tenants = async ({ call }: OpenConsole, query = "") =>
  (await call("GET", `/api/tenants?limit=100${query}`)).json<TenantList>();

test("connecting an organization shows all of its tenants, with what Qlik tells of each", async () => {
  const opened = await consoleForTest();
  const id = await connectOrganization(opened);
  const { data, total, unfilteredTotal, nextCursor } = await tenants(opened);
  expect([data.length, total, unfilteredTotal, nextCursor]).toEqual([60, 60, 60, undefined]);
  const listed = new Map(data.map((tenant) => [tenant.id, tenant]));
  for (const theirs of opened.sandbox.state.estate.tenantsOf("Northwind Analytics")) {
    expect(listed.get(theirs.id)).toEqual({
      id: theirs.id,
      name: theirs.name || theirs.hostnames[0],
      hostnames: theirs.hostnames,
      status: theirs.status,
      regionCode: theirs.regionCode,
      countryCode: theirs.countryCode,
      subscriptionId: theirs.subscriptionId,
      licenseNumber: theirs.licenseNumber,
      licenseStartsAt: theirs.licenseStartsAt,
      licenseEndsAt: theirs.licenseEndsAt,
      deletionStartsAt: theirs.deletionStartsAt,
      createdAt: theirs.createdAt,
      updatedAt: theirs.updatedAt,
      organizationId: id,
      organizationName: "Northwind Analytics",
      firstSeenAt: expect.any(String),
      lastSeenAt: expect.any(String),
      noLongerListedSince: null,
      connection: "none",
      connectionProblem: null,
    } satisfies Record<keyof Tenant, unknown>);
  }
});

test("the organization is listed with its credential, its sync and its counts, but never the secret", async () => {
  const opened = await consoleForTest({ tenants: 3 });
  const { sandbox } = opened;
  const id = await connectOrganization(opened);
  await connectTenant(opened, sandbox.tenant(0));
  const { data } = await organizations(opened);
  expect(data).toHaveLength(1);
  expect(data[0]).toMatchObject({
    id,
    name: "Northwind Analytics",
    connection: "connected",
    tenantCount: 3,
    connectedTenantCount: 1,
    lastSync: { outcome: "succeeded", tenantsRead: 3, message: null },
    credential: {
      level: "organization",
      hostname: "console.qlikcloud.com",
      clientId: sandbox.organization.client.clientId,
    },
  });
  expect(data[0]?.credential.lastCheck?.steps.map(({ id, state }) => `${id} ${state}`)).toEqual([
    "reach-host passed",
    "exchange-credentials passed",
    "list-tenants passed",
  ]);
});

test("whoever connects a large organization is told how many tenants are read so far", async () => {
  const { call, sandbox } = await consoleForTest({ tenants: 250 });
  const { clientId, clientSecret } = sandbox.organization.client;
  const answer = await call("POST", "/api/organizations", {
    body: { name: "Large", clientId, clientSecret },
    headers: { accept: "application/x-ndjson" },
  });
  const told = answer
    .lines()
    .flatMap((line) => (line.type === "step" && line.step.id === "read-tenants" ? [line.step] : []));
  expect(told.map(({ state, message }) => `${state} ${message ?? ""}`.trim())).toEqual([
    "running",
    "running 100 so far",
    "running 200 so far",
    "running 250 so far",
    "passed 250 tenants",
  ]);
});

test("a second organization stands beside the first, each with its own tenants", async () => {
  const opened = await consoleForTest({ tenants: 7 });
  await connectOrganization(opened);
  const second = await connectOrganization(opened, opened.sandbox.secondOrganization);
  const { data, facets } = await tenants(opened);
  expect(data).toHaveLength(12);
  expect(
    data
      .filter(({ organizationId }) => organizationId === second)
      .map(({ name }) => name)
      .sort(),
  ).toEqual(
    opened.sandbox.state.estate
      .tenantsOf("Blue Harbor Group")
      .map(({ name }) => name)
      .sort(),
  );
  expect(facets.connection).toEqual([
    { value: "connected", count: 0 },
    { value: "failing", count: 0 },
    { value: "none", count: 12 },
  ]);
});

test("a name that is taken, in whatever case, is refused at the name and nothing is asked of Qlik", async () => {
  const opened = await consoleForTest({ tenants: 1 });
  await connectOrganization(opened);
  opened.sandbox.state.requestLog.clear();
  const { clientId, clientSecret } = opened.sandbox.secondOrganization.client;
  const answer = await opened.call("POST", "/api/organizations", {
    body: { name: "NORTHWIND analytics", clientId, clientSecret },
  });
  expect(answer.status).toBe(409);
  expect(answer.problem().errors?.[0]?.path).toBe("name");
  expect(opened.sandbox.requests()).toEqual([]);
});

test("of two who take a name at the same moment one gets it, and the other is told at the name", async () => {
  const opened = await consoleForTest({ tenants: 1 });
  const { clientId, clientSecret } = opened.sandbox.organization.client;
  const connect = (name: string) =>
    opened.call("POST", "/api/organizations", { body: { name, clientId, clientSecret } });
  const answers = await Promise.all(["Müller", "MULLER", "müller"].map(connect));
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
  const refused = answers.find(({ status }) => status === 409);
  expect(refused?.problem()).toMatchObject({ code: "conflict", errors: [{ path: "name" }] });
  expect((await organizations(opened)).total).toBe(1);

  const others = [answers.find(({ status }) => status === 201), await connect("Another")];
  const renamed = await Promise.all(
    others.map((answer) =>
      opened.call("PATCH", `/api/organizations/${answer?.json<{ id: string }>().id}`, {
        body: { name: "The same" },
      }),
    ),
  );
  expect(renamed.map(({ status }) => status).sort()).toEqual([200, 409]);
});

test("removing an organization forgets its tenants, but not those with a credential of their own", async () => {
  const opened = await consoleForTest({ tenants: 5 });
  const id = await connectOrganization(opened);
  const kept = await connectTenant(opened, opened.sandbox.tenant(2));
  expect((await opened.call("DELETE", `/api/organizations/${id}`)).status).toBe(204);
  const { data } = await tenants(opened);
  expect(data.map((tenant) => [tenant.id, tenant.organizationId, tenant.connection])).toEqual([
    [kept, null, "connected"],
  ]);
  expect((await organizations(opened)).total).toBe(0);
  expect(opened.sql("SELECT level FROM credentials")).toEqual([{ level: "tenant" }]);
  expect((await opened.call("DELETE", `/api/organizations/${id}`)).status).toBe(404);
});

test("removing an organization twice at once is told as not found, not as a failure of the console", async () => {
  const opened = await consoleForTest({ tenants: 1 });
  const id = await connectOrganization(opened);
  const answers = await Promise.all([1, 2].map(() => opened.call("DELETE", `/api/organizations/${id}`)));
  expect(answers.map(({ status }) => status).sort()).toEqual([204, 404]);
});

test("an organization is renamed without asking Qlik anything", async () => {
  const opened = await consoleForTest({ tenants: 1 });
  const id = await connectOrganization(opened);
  opened.sandbox.state.requestLog.clear();
  const answer = await opened.call("PATCH", `/api/organizations/${id}`, { body: { name: "Northwind EMEA" } });
  expect([answer.status, answer.json<Organization>().name]).toEqual([200, "Northwind EMEA"]);
  expect((await tenants(opened)).data[0]?.organizationName).toBe("Northwind EMEA");
  expect(opened.sandbox.requests()).toEqual([]);
});

test("a new secret that is wrong is refused and the old one goes on working", async () => {
  const opened = await consoleForTest({ tenants: 1 });
  const id = await connectOrganization(opened);
  const before = (await organizations(opened)).data[0]?.credential;
  const { clientId } = opened.sandbox.organization.client;
  const refused = await opened.call("PATCH", `/api/organizations/${id}`, {
    body: { clientId, clientSecret: "not-the-secret" },
  });
  expect(refused.status).toBe(422);
  expect((await organizations(opened)).data[0]?.credential).toEqual(before);
  expect((await opened.call("POST", `/api/organizations/${id}/sync`)).status).toBe(200);
});

test("a new secret that is right takes the place of the old one", async () => {
  const opened = await consoleForTest({ tenants: 1 });
  const { clientId, clientSecret } = opened.sandbox.organization.client;
  const stored = await opened.call("POST", "/api/organizations", {
    body: { name: "Northwind", clientId, clientSecret: "outdated", storeUnchecked: true },
  });
  const { id, connection, credential, lastSync } = stored.json<Organization>();
  expect([stored.status, connection, lastSync?.outcome]).toEqual([201, "failing", "failed"]);
  const replaced = await opened.call("PATCH", `/api/organizations/${id}`, {
    body: { clientId, clientSecret },
  });
  const after = replaced.json<Organization>();
  expect([replaced.status, after.connection]).toEqual([200, "connected"]);
  expect(after.credential.secretFingerprint).not.toBe(credential.secretFingerprint);
  const synced = await opened.call("POST", `/api/organizations/${id}/sync`);
  expect(synced.json<Organization>().tenantCount).toBe(1);
});

test("a new client ID without its secret is refused at the secret", async () => {
  const opened = await consoleForTest({ tenants: 1 });
  const id = await connectOrganization(opened);
  const answer = await opened.call("PATCH", `/api/organizations/${id}`, { body: { clientId: "abc" } });
  expect(answer.status).toBe(400);
  expect(answer.problem().errors?.map((error) => error.path)).toEqual(["clientSecret"]);
});

test("checking an organization again tells when its secret has stopped working, and when it works again", async () => {
  const opened = await consoleForTest({ tenants: 1 });
  const id = await connectOrganization(opened);
  opened.sandbox.state.faults.add({
    path: "/oauth/token",
    status: 401,
    times: 1,
    body: { errors: [{ title: "No" }] },
  });
  const verify = async () =>
    (await opened.call("POST", `/api/organizations/${id}/verify`, { as: "operator" })).json<Organization>();
  expect((await verify()).connection).toBe("failing");
  expect((await verify()).connection).toBe("connected");
});

/** One organization at Qlik, connected by two clients. */
async function twins(count: number) {
  const opened = await consoleForTest({ tenants: count });
  const first = await connectOrganization(opened);
  const name = "The same again";
  const second = await connectOrganization(opened, { ...opened.sandbox.organization, name });
  const of = async (id: string) => (await organizations(opened)).data.find((one) => one.id === id);
  return { opened, first, second, name, of, firstName: opened.sandbox.organization.name };
}

test("a second client of one organization says which tenants it lists, and whose they are", async () => {
  const { first, second, name, of, firstName } = await twins(4);
  expect(await of(second)).toMatchObject({
    tenantCount: 0,
    listedTenantCount: 4,
    elsewhere: [{ organizationId: first, name: firstName, tenants: 4 }],
    stayingTenants: [],
    forgottenTenantCount: 0,
  });
  expect(await of(first)).toMatchObject({
    tenantCount: 4,
    listedTenantCount: 4,
    elsewhere: [],
    stayingTenants: [{ organizationId: second, name, tenants: 4 }],
    forgottenTenantCount: 0,
  });
});

test("removing one of two clients leaves its tenants with the other, and their history too", async () => {
  const { opened, first, second, name, of } = await twins(4);
  const connected = await connectTenant(opened, opened.sandbox.tenant(2));
  const known = opened.sandbox.tenant(1).id;
  opened.sandbox.state.estate.changeTenant(known, { name: "Called otherwise" });
  await opened.call("POST", `/api/organizations/${first}/sync`, { as: "operator" });
  const before = (await opened.call("GET", `/api/tenants/${known}/changes`)).json<{ total: number }>().total;
  expect(before).toBeGreaterThan(0);
  expect((await opened.call("DELETE", `/api/organizations/${first}`)).status).toBe(204);
  const { data } = await tenants(opened);
  expect(data.map(({ organizationId, organizationName }) => [organizationId, organizationName])).toEqual(
    Array.from({ length: 4 }, () => [second, name]),
  );
  expect((await opened.call("GET", `/api/tenants/${known}/changes`)).json<{ total: number }>().total).toBe(
    before,
  );
  expect(await of(second)).toMatchObject({
    tenantCount: 4,
    elsewhere: [],
    stayingTenants: [],
    forgottenTenantCount: 3,
  });
  const [event] = (await opened.call("GET", "/api/audit-events?action=organization.remove")).json<{
    data: { detail: string }[];
  }>().data;
  expect(event?.detail).toBe("4 tenants stay with The same again.");
  // Nobody else lists them now.
  expect((await opened.call("DELETE", `/api/organizations/${second}`)).status).toBe(204);
  expect((await tenants(opened)).data.map(({ id }) => id)).toEqual([connected]);
});

test("a tenant that its organization lists no more stays with the other client that lists it", async () => {
  const { opened, first, second } = await twins(3);
  const moved = opened.sandbox.tenant(1).id;
  const { organization } = opened.sandbox.state.estate.tenants().find(({ id }) => id === moved) ?? {};
  opened.sandbox.state.estate.changeTenant(moved, { organization: null });
  opened.advance(60_000);
  await opened.call("POST", `/api/organizations/${first}/sync`, { as: "operator" });
  const found = (await tenants(opened)).data.find(({ id }) => id === moved);
  expect([found?.organizationId, found?.noLongerListedSince]).toEqual([second, null]);
  opened.advance(60_000);
  await opened.call("POST", `/api/organizations/${second}/sync`, { as: "operator" });
  const gone = (await tenants(opened)).data.find(({ id }) => id === moved);
  expect([gone?.organizationId, gone?.noLongerListedSince !== null]).toEqual([second, true]);
  opened.sandbox.state.estate.changeTenant(moved, { organization: organization ?? null });
  await opened.call("POST", `/api/organizations/${first}/sync`, { as: "operator" });
  const back = (await tenants(opened)).data.find(({ id }) => id === moved);
  expect([back?.organizationId, back?.noLongerListedSince]).toEqual([first, null]);
});
