/** @module-tag store */
import { expect, test } from "vitest";
import type { AuditEvent } from "@/lib/contracts/audit-events";
import {
  connectOrganization,
  connectTenant,
  consoleForTest,
  type OpenConsole,
} from "@/tests/support/console";

const events = async ({ call }: OpenConsole) =>
  (await call("GET", "/api/audit-events")).json<{ data: AuditEvent[] }>().data;
const newest = async (opened: OpenConsole) => (await events(opened))[0];
const rows = ({ sql }: OpenConsole) =>
  sql("SELECT intentId, action, outcome FROM audit_entries ORDER BY sequence") as {
    intentId: string | null;
    action: string;
    outcome: string | null;
  }[];
const breakAudit = ({ sql }: OpenConsole, condition = "1") =>
  sql(
    `CREATE TRIGGER broken BEFORE INSERT ON audit_entries WHEN ${condition} BEGIN SELECT RAISE(ABORT, 'disk I/O error'); END`,
  );

test("everything that is done is written down: who, what, on which tenant, in which request, and how it ended", async () => {
  const opened = await consoleForTest({ tenants: 2 });
  const { sandbox, call } = opened;
  const organizationId = await connectOrganization(opened);
  const tenant = sandbox.tenant(0);
  await connectTenant(opened, tenant);
  const [token] = sandbox.state.contents.oauthTokensOf(tenant);
  const { hostname, client } = tenant;
  const body = { hostname, clientId: client.clientId, clientSecret: client.clientSecret };

  const acts: [() => Promise<{ status: number; headers: Headers }>, Partial<AuditEvent>][] = [
    [
      () => call("POST", `/api/organizations/${organizationId}/verify`, { as: "operator" }),
      {
        action: "organization.verify",
        object: { type: "organization", id: organizationId, name: "Northwind Analytics" },
      },
    ],
    [
      () => call("POST", `/api/organizations/${organizationId}/sync`, { as: "operator" }),
      { action: "organization.sync", detail: "2 tenants read." },
    ],
    [
      () => call("PATCH", `/api/organizations/${organizationId}`, { body: { name: "Renamed" } }),
      { action: "organization.change", detail: "Renamed to Renamed." },
    ],
    [
      () => call("PUT", `/api/tenants/${tenant.id}/credential`, { body }),
      { action: "credential.replace", tenantId: tenant.id },
    ],
    [
      () => call("POST", `/api/tenants/${tenant.id}/credential/verify`, { as: "operator" }),
      { action: "credential.verify", tenantId: tenant.id, tenantName: tenant.name ?? "" },
    ],
    [
      () => call("DELETE", `/api/tenants/${tenant.id}/oauth-tokens/${token?.id}`, { as: "operator" }),
      {
        action: "oauth-token.revoke",
        object: { type: "oauth-token", id: token?.id ?? "", name: token?.id ?? "" },
        tenantId: tenant.id,
        tenantName: tenant.name ?? "",
        actor: {
          id: opened.people.operator,
          name: "The operator",
          email: "operator@example.com",
          role: "operator",
        },
      },
    ],
    [
      () => call("DELETE", `/api/tenants/${tenant.id}/oauth-tokens/${token?.id}`, { as: "operator" }),
      { action: "oauth-token.revoke", outcome: "already-gone" },
    ],
    [
      () => call("DELETE", `/api/tenants/${tenant.id}/credential`),
      { action: "credential.remove", tenantId: tenant.id },
    ],
    [
      () => call("DELETE", `/api/organizations/${organizationId}`),
      {
        action: "organization.remove",
        object: { type: "organization", id: organizationId, name: "Renamed" },
      },
    ],
  ];
  for (const [act, expected] of acts) {
    const { status, headers } = await act();
    expect(status, expected.action).toBeLessThan(300);
    expect(await newest(opened)).toMatchObject({
      outcome: "succeeded",
      requestId: headers.get("x-request-id"),
      ...expected,
    });
  }
  expect((await events(opened)).map(({ action }) => action).reverse()).toEqual([
    "organization.connect",
    "tenant.connect",
    ...acts.map(([, { action }]) => action),
  ]);
});

test("what fails is written down too, with what Qlik said", async () => {
  const opened = await consoleForTest({ tenants: 2 });
  const { sandbox, call } = opened;
  const tenant = sandbox.tenant(0);
  await connectTenant(opened, tenant);
  const wrong = { hostname: tenant.hostname, clientId: tenant.client.clientId, clientSecret: "wrong" };

  await call("POST", "/api/organizations", { body: { name: "N", clientId: "a", clientSecret: "b" } });
  expect(await newest(opened)).toMatchObject({
    action: "organization.connect",
    outcome: "failed",
    qlik: { status: 401 },
  });
  await call("POST", "/api/tenants", { body: wrong });
  expect(await newest(opened)).toMatchObject({
    action: "tenant.connect",
    outcome: "failed",
    qlik: { status: 401 },
  });
  await call("PUT", `/api/tenants/${tenant.id}/credential`, { body: wrong });
  expect(await newest(opened)).toMatchObject({
    action: "credential.replace",
    outcome: "failed",
    tenantId: tenant.id,
  });
  await call("PUT", `/api/tenants/${tenant.id}/credential`, { body: { ...wrong, storeUnchecked: true } });
  expect(await newest(opened)).toMatchObject({
    outcome: "succeeded",
    detail: expect.stringMatching(/^Stored although the check failed: /),
  });
  await call("POST", `/api/tenants/${tenant.id}/credential/verify`);
  expect(await newest(opened)).toMatchObject({
    action: "credential.verify",
    outcome: "failed",
    qlik: { status: 401 },
  });
  sandbox.state.faults.add({
    method: "DELETE",
    status: 403,
    body: { errors: [{ code: "HTTP-403", title: "Forbidden" }], traceId: "trace-9" },
  });
  await call("PUT", `/api/tenants/${tenant.id}/credential`, {
    body: { ...wrong, clientSecret: tenant.client.clientSecret },
  });
  await call("DELETE", `/api/tenants/${tenant.id}/oauth-tokens/abc`);
  expect(await newest(opened)).toMatchObject({
    action: "oauth-token.revoke",
    outcome: "failed",
    detail: expect.stringContaining("403"),
    qlik: { status: 403, code: "HTTP-403", traceId: "trace-9" },
  });
});

test("the intent is on disk before Qlik is asked, and the outcome after it has answered", async () => {
  const opened = await consoleForTest({ tenants: 1 });
  const tenant = opened.sandbox.tenant(0);
  await connectTenant(opened, tenant);
  opened.sandbox.state.faults.add({ method: "DELETE", delayMs: 300 });
  const revoking = opened.call("DELETE", `/api/tenants/${tenant.id}/oauth-tokens/abc`);
  const isSent = () => opened.sandbox.requests().some((line) => line.startsWith("DELETE"));
  while (!isSent()) await new Promise((resolve) => setTimeout(resolve, 5));
  expect(rows(opened).at(-1)).toMatchObject({ intentId: null, action: "oauth-token.revoke", outcome: null });
  expect(await newest(opened)).toMatchObject({ action: "oauth-token.revoke", outcome: "unknown" });
  await revoking;
  expect(rows(opened).at(-1)).toMatchObject({
    intentId: expect.any(String),
    action: "oauth-token.revoke",
    outcome: "already-gone",
  });
});

test("every intent has exactly one outcome, whatever happened", async () => {
  const opened = await consoleForTest({ tenants: 1 });
  const tenant = opened.sandbox.tenant(0);
  const id = await connectOrganization(opened);
  await connectTenant(opened, tenant);
  await opened.call("POST", `/api/organizations/${id}/sync`);
  await opened.call("DELETE", `/api/tenants/${tenant.id}/oauth-tokens/abc`);
  await Promise.all([1, 2].map(() => opened.call("DELETE", `/api/organizations/${id}`)));
  const entries = rows(opened);
  const intents = entries.filter(({ intentId }) => intentId === null);
  const outcomes = entries.filter(({ intentId }) => intentId !== null);
  expect(new Set(outcomes.map(({ intentId }) => intentId)).size).toBe(outcomes.length);
  expect(outcomes).toHaveLength(intents.length);
});

test("when the log cannot be written, nothing is changed, here or at Qlik; reading goes on", async () => {
  const opened = await consoleForTest({ tenants: 2 });
  const { sandbox, call } = opened;
  const organizationId = await connectOrganization(opened);
  const tenant = sandbox.tenant(0);
  await connectTenant(opened, tenant);
  const [token] = sandbox.state.contents.oauthTokensOf(tenant);
  breakAudit(opened);
  sandbox.state.requestLog.clear();
  const { hostname, client } = tenant;
  const body = { hostname, clientId: client.clientId, clientSecret: client.clientSecret };
  const organization = { ...sandbox.secondOrganization.client, name: "Second" };
  const calls = [
    () => call("DELETE", `/api/tenants/${tenant.id}/oauth-tokens/${token?.id}`),
    () => call("POST", "/api/tenants", { body }),
    () => call("PUT", `/api/tenants/${tenant.id}/credential`, { body }),
    () => call("DELETE", `/api/tenants/${tenant.id}/credential`),
    () => call("POST", `/api/tenants/${tenant.id}/credential/verify`),
    () => call("POST", "/api/organizations", { body: organization }),
    () => call("PATCH", `/api/organizations/${organizationId}`, { body: { name: "Other" } }),
    () => call("DELETE", `/api/organizations/${organizationId}`),
    () => call("POST", `/api/organizations/${organizationId}/verify`),
    () => call("POST", `/api/organizations/${organizationId}/sync`),
  ];
  for (const refused of calls) {
    const answer = await refused();
    expect([answer.status, answer.problem().code]).toEqual([503, "unavailable"]);
  }
  expect(sandbox.requests()).toEqual([]);
  const organizations = (await call("GET", "/api/organizations")).json<{ data: { name: string }[] }>().data;
  expect(organizations.map(({ name }) => name)).toEqual(["Northwind Analytics"]);
  const stillConnected = await call("GET", `/api/tenants/${tenant.id}`);
  expect(stillConnected.json<{ connection: string }>().connection).toBe("connected");
  expect((await call("GET", `/api/tenants/${tenant.id}/oauth-tokens`)).status).toBe(200);
});

test("a revocation whose outcome could not be written is never called failed", async () => {
  const opened = await consoleForTest({ tenants: 1 });
  const tenant = opened.sandbox.tenant(0);
  await connectTenant(opened, tenant);
  const token = opened.sandbox.state.contents
    .oauthTokensOf(tenant)
    .find(({ clientId }) => clientId !== tenant.client.clientId);
  breakAudit(opened, "NEW.outcome = 'succeeded'");
  const answer = await opened.call("DELETE", `/api/tenants/${tenant.id}/oauth-tokens/${token?.id}`);
  expect([answer.status, answer.problem().detail]).toEqual([
    500,
    expect.stringContaining("may be done in part"),
  ]);
  expect(opened.sandbox.state.contents.oauthToken(tenant, token?.id ?? "")).toBeUndefined();
  expect(await newest(opened)).toMatchObject({ action: "oauth-token.revoke", outcome: "unknown" });
});

test("what is stored and its entry stand or fall together", async () => {
  const opened = await consoleForTest({ tenants: 1 });
  breakAudit(opened, "NEW.outcome = 'succeeded'");
  const { hostname, client } = opened.sandbox.tenant(0);
  const body = { hostname, clientId: client.clientId, clientSecret: client.clientSecret };
  expect((await opened.call("POST", "/api/tenants", { body })).problem()).toMatchObject({
    code: "unavailable",
    detail: "The activity log cannot be written, so nothing was changed.",
  });
  expect(opened.sql("SELECT id FROM credentials")).toEqual([]);
  expect(opened.sql("SELECT id FROM tenants")).toEqual([]);
  expect(await newest(opened)).toMatchObject({ action: "tenant.connect", outcome: "failed" });
});

test("the log is read page by page, newest first, each event once", async () => {
  const opened = await consoleForTest({ tenants: 1 });
  const id = await connectOrganization(opened);
  for (let index = 0; index < 6; index += 1)
    await opened.call("PATCH", `/api/organizations/${id}`, { body: { name: `Name ${index}` } });
  const seen: AuditEvent[] = [];
  for (let cursor: string | undefined = ""; cursor !== undefined; ) {
    const query: string = `limit=3${cursor && `&cursor=${cursor}`}`;
    const page = (await opened.call("GET", `/api/audit-events?${query}`)).json<{
      data: AuditEvent[];
      total: number;
      nextCursor?: string;
    }>();
    expect(page.total).toBe(7);
    seen.push(...page.data);
    cursor = page.nextCursor;
  }
  expect(seen.map(({ detail }) => detail)).toEqual([
    ...[5, 4, 3, 2, 1, 0].map((index) => `Renamed to Name ${index}.`),
    null,
  ]);
  const wrong = await opened.call("GET", "/api/audit-events?cursor=yesterday");
  expect([wrong.status, wrong.problem().errors?.[0]?.path]).toEqual([400, "cursor"]);
});
