import { expect, test } from "vitest";
import type { Organization } from "@/lib/contracts/organizations";
import { NDJSON } from "@/lib/contracts/streams";
import type { TenantDetail, TenantList } from "@/lib/contracts/tenants";
import { connectOrganization, connectTenant, consoleForTest } from "@/tests/support/console";
import { formOf, stepsOf, stored } from "@/tests/support/tenants";

test("a listed tenant is connected with its own client, and then answers", async () => {
  const opened = await consoleForTest({ tenants: 3 });
  await connectOrganization(opened);
  const tenant = opened.sandbox.tenant(1);
  const answer = await opened.call("PUT", `/api/tenants/${tenant.id}/credential`, { body: formOf(tenant) });
  expect(answer.status).toBe(200);
  const { connection, credential, organizationName } = answer.json<TenantDetail>();
  expect([connection, organizationName]).toEqual(["connected", "Northwind Analytics"]);
  expect(stepsOf(credential?.lastCheck?.steps)).toEqual([
    "reach-host passed",
    "exchange-credentials passed",
    "read-tenant passed",
    "list-oauth-tokens passed",
  ]);
  expect((await opened.call("GET", `/api/tenants/${tenant.id}/users`)).status).toBe(200);
});

test("a tenant that no organization lists is connected by its hostname alone", async () => {
  const opened = await consoleForTest({ tenants: 3 });
  const tenant = opened.sandbox.tenant(0);
  const answer = await opened.call("POST", "/api/tenants", { body: formOf(tenant) });
  expect(answer.status).toBe(201);
  expect(answer.json<TenantDetail>()).toMatchObject({
    id: tenant.id,
    name: tenant.name,
    hostnames: tenant.hostnames,
    regionCode: tenant.regionCode,
    organizationId: null,
    connection: "connected",
  });
});

test("a tenant of Qlik Cloud Government is connected by its hostname", async () => {
  const opened = await consoleForTest({ tenants: 1 });
  const { government } = opened.sandbox;
  expect(government.hostname).toMatch(/\.us\.qlikcloudgov\.com$/);
  const answer = await opened.call("POST", "/api/tenants", { body: formOf(government) });
  expect([answer.status, answer.json<TenantDetail>().name]).toEqual([201, "County Health Department"]);
});

test.each([
  ["an address with a path", (hostname: string) => `https://${hostname}/sense/app/1?a=b#c`],
  ["capitals", (hostname: string) => hostname.toUpperCase()],
  ["space around", (hostname: string) => `  https://${hostname}/ `],
])("a pasted %s is understood", async (_what, paste) => {
  const opened = await consoleForTest({ tenants: 1 });
  const tenant = opened.sandbox.tenant(0);
  const body = formOf(tenant, { hostname: paste(tenant.hostname) });
  const answer = await opened.call("POST", "/api/tenants", { body });
  expect(answer.status).toBe(201);
  expect(answer.json<TenantDetail>().credential?.hostname).toBe(tenant.hostname);
});

test("a tenant connected under its alias is called by its first hostname, which nobody else can take", async () => {
  const opened = await consoleForTest({ tenants: 1 });
  const tenant = opened.sandbox.tenant(0);
  const [first, alias = ""] = tenant.hostnames;
  await opened.call("POST", "/api/tenants", { body: formOf(tenant, { hostname: alias }) });
  expect(stored(opened).credentials).toEqual([{ tenantId: tenant.id, hostname: first, version: 1 }]);
  opened.sandbox.state.requestLog.clear();
  await opened.call("GET", `/api/tenants/${tenant.id}/users`);
  expect(opened.sandbox.requests().every((line) => line.includes(` ${first}/`))).toBe(true);
});

test("a caller who wants them is told the steps as they pass, in order, and then the result", async () => {
  const opened = await consoleForTest({ tenants: 1 });
  const headers = { accept: NDJSON };
  const good = await opened.call("POST", "/api/tenants", { body: formOf(opened.sandbox.tenant(0)), headers });
  expect(good.headers.get("content-type")).toBe(NDJSON);
  // Else nginx keeps all steps until the last.
  expect(good.headers.get("x-accel-buffering")).toBe("no");
  expect(good.headers.get("cache-control")).toBe("no-store, no-transform");
  expect(
    good.lines().map((line) => (line.type === "step" ? `${line.step.id} ${line.step.state}` : line.type)),
  ).toEqual([
    "reach-host running",
    "reach-host passed",
    "exchange-credentials running",
    "exchange-credentials passed",
    "read-tenant running",
    "read-tenant passed",
    "list-oauth-tokens running",
    "list-oauth-tokens passed",
    "result",
  ]);
  const bad = await opened.call("POST", "/api/tenants", {
    body: formOf(opened.sandbox.tenant(0), { clientSecret: "wrong" }),
    headers,
  });
  const lines = bad.lines();
  expect(
    lines.map((line) => (line.type === "step" ? `${line.step.id} ${line.step.state}` : line.type)),
  ).toEqual([
    "reach-host running",
    "reach-host passed",
    "exchange-credentials running",
    "exchange-credentials failed",
    "read-tenant skipped",
    "list-oauth-tokens skipped",
    "problem",
  ]);
  expect(lines.at(-1)).toMatchObject({
    problem: { code: "check_failed", requestId: bad.headers.get("x-request-id") },
  });
});

test("a step is told while the next one still runs", async () => {
  const opened = await consoleForTest({ tenants: 1 });
  opened.sandbox.state.faults.add({ path: "/api/v1/tenants", hang: true });
  const { POST } = await import("@/app/api/tenants/route");
  const { NextRequest } = await import("next/server");
  await opened.call("GET", "/api/tenants");
  const { cookie } = await opened.signedIn(opened.people.admin);
  const headers = { host: "localhost:3000", origin: "http://localhost:3000", cookie, accept: NDJSON };
  const request = new NextRequest("http://localhost:3000/api/tenants", {
    method: "POST",
    headers: { ...headers, "content-type": "application/json" },
    body: JSON.stringify(formOf(opened.sandbox.tenant(0))),
  });
  const response = await POST(request, { params: Promise.resolve({}) });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let told = "";
  while (!told.includes('"read-tenant","state":"running"')) told += (await reader?.read())?.value ?? "";
  expect(told).toContain('"exchange-credentials","state":"passed"');
  await reader?.cancel();
  await opened.sandbox.close();
});

test("replacing a credential by a wrong one keeps the old one, and by a right one makes the next version", async () => {
  const opened = await consoleForTest({ tenants: 1 });
  const tenant = opened.sandbox.tenant(0);
  await connectTenant(opened, tenant);
  const put = (clientSecret: string) =>
    opened.call("PUT", `/api/tenants/${tenant.id}/credential`, { body: formOf(tenant, { clientSecret }) });
  expect((await put("wrong")).status).toBe(422);
  expect((await opened.call("GET", `/api/tenants/${tenant.id}/users`)).status).toBe(200);
  expect(stored(opened).credentials).toMatchObject([{ version: 1 }]);
  opened.sandbox.state.estate.changeTenant(tenant.id, { clientSecret: "the-new-secret" });
  expect((await put("the-new-secret")).status).toBe(200);
  expect(stored(opened).credentials).toMatchObject([{ version: 2 }]);
  expect((await opened.call("GET", `/api/tenants/${tenant.id}/users`)).status).toBe(200);
});

test("removing a credential leaves a listed tenant unconnected, and forgets one that nothing else lists", async () => {
  const opened = await consoleForTest({ tenants: 2 });
  await connectOrganization(opened);
  const listed = await connectTenant(opened, opened.sandbox.tenant(0));
  const alone = await connectTenant(opened, opened.sandbox.government);
  for (const id of [listed, alone]) {
    expect((await opened.call("DELETE", `/api/tenants/${id}/credential`)).status).toBe(204);
  }
  const { data } = (await opened.call("GET", "/api/tenants")).json<TenantList>();
  expect(data.map(({ id, connection }) => `${id} ${connection}`).sort()).toEqual(
    [0, 1].map((index) => `${opened.sandbox.tenant(index).id} none`).sort(),
  );
  const again = await opened.call("DELETE", `/api/tenants/${listed}/credential`);
  expect([again.status, again.problem().code]).toEqual([409, "not_connected"]);
  const users = await opened.call("GET", `/api/tenants/${listed}/users`);
  expect([users.status, users.problem().code]).toEqual([409, "not_connected"]);
});

test("checking again tells when a tenant has stopped to answer, and when it answers again", async () => {
  const opened = await consoleForTest({ tenants: 1 });
  const tenant = opened.sandbox.tenant(0);
  await connectTenant(opened, tenant);
  const verify = async () => {
    const answer = await opened.call("POST", `/api/tenants/${tenant.id}/credential/verify`, {
      as: "operator",
    });
    return answer.json<TenantDetail>();
  };
  opened.sandbox.state.estate.changeTenant(tenant.id, { status: "disabled" });
  expect(await verify()).toMatchObject({
    connection: "failing",
    connectionProblem: expect.stringMatching(/deactivated/),
  });
  opened.sandbox.state.estate.changeTenant(tenant.id, { status: "active" });
  expect(await verify()).toMatchObject({ connection: "connected", connectionProblem: null });
});

test("an extra host that the operator allows may be called, and no other", async () => {
  const opened = await consoleForTest({
    tenants: 1,
    env: { CASTELLAN_QLIK_EXTRA_HOSTS: "analytics.northwind.example" },
  });
  const tenant = opened.sandbox.tenant(0);
  opened.sandbox.state.estate.changeTenant(tenant.id, { hostnames: ["analytics.northwind.example"] });
  const post = (hostname: string) =>
    opened.call("POST", "/api/tenants", { body: formOf(tenant, { hostname }) });
  expect((await post("www.analytics.northwind.example")).status).toBe(400);
  expect((await post("analytics.northwind.example")).status).toBe(201);
});

test("what is missing or too long in the form is told at its field", async () => {
  const opened = await consoleForTest({ tenants: 1 });
  const answer = await opened.call("POST", "/api/tenants", {
    body: { hostname: " ", clientId: "x".repeat(3000), clientSecret: "a\u0007b" },
  });
  expect(answer.status).toBe(400);
  expect(
    answer
      .problem()
      .errors?.map(({ path }) => path)
      .sort(),
  ).toEqual(["clientId", "clientSecret", "hostname"]);
  expect(opened.sandbox.requests()).toEqual([]);
});

test("a second organization that lists a tenant of the first leaves it where it is", async () => {
  const opened = await consoleForTest({ tenants: 2 });
  const first = await connectOrganization(opened);
  const second = await connectOrganization(opened, {
    ...opened.sandbox.organization,
    name: "The same again",
  });
  const { data } = (await opened.call("GET", "/api/tenants")).json<TenantList>();
  expect(data.map(({ organizationId }) => organizationId)).toEqual([first, first]);
  const organizations = (await opened.call("GET", "/api/organizations")).json<{ data: Organization[] }>()
    .data;
  expect(organizations.find(({ id }) => id === second)?.tenantCount).toBe(0);
});
