import { expect, test } from "vitest";
import type { TenantDetail } from "@/lib/contracts/tenants";
import { connectOrganization, consoleForTest, type OpenConsole } from "@/tests/support/console";
import type { SandboxTenant } from "@/tests/support/sandbox";
import { formOf, NOTHING, stepsOf, stored } from "@/tests/support/tenants";

const EVIL = [
  "evil.com/.us.qlikcloud.com",
  "https://evil.com/.us.qlikcloud.com",
  "acme.us.qlikcloud.com.evil.com",
  "acme.us.qlikcloud.com@evil.com",
  "https://acme.us.qlikcloud.com@evil.com/",
  "evil.com\\.us.qlikcloud.com",
  "evil.com#.us.qlikcloud.com",
  "evil.com?.us.qlikcloud.com",
  "127.0.0.1",
  "[::1]",
  "2130706433",
  "0x7f.1",
  "localhost",
  "acme.us.qlikcloud.com:8443",
  "http://acme.us.qlikcloud.com",
  "file:///etc/passwd",
  "ａｃｍｅ.us.qlikcloud.com",
  "acme.us.qlikcloud。com",
  "xn--acme-9ra.us.qlikcloud.com",
  "acme.us.qlikcloud.com.",
  "acme..us.qlikcloud.com",
  "us.qlikcloud.com",
  "a.b.us.qlikcloud.com",
  "acme.us.qlikcloud.com\r\nhost: evil.com",
  "acme.us.qlik\tcloud.com",
  "register.us.qlikcloud.com",
  "console.qlikcloud.com",
  "acme.us.qlikcloudgov.com.evil.com",
  "acmeXus.qlikcloud.com",
];

test("no other host than Qlik's is ever sent a secret: each is refused at the field and no request leaves", async () => {
  const opened = await consoleForTest({ tenants: 1 });
  await connectOrganization(opened);
  const tenant = opened.sandbox.tenant(0);
  opened.sandbox.state.requestLog.clear();
  for (const hostname of EVIL) {
    const body = formOf(tenant, { hostname, storeUnchecked: true });
    const answers = [
      await opened.call("POST", "/api/tenants", { body }),
      await opened.call("PUT", `/api/tenants/${tenant.id}/credential`, { body }),
    ];
    for (const answer of answers) {
      expect([hostname, answer.status]).toEqual([hostname, 400]);
      expect(answer.problem().errors?.map(({ path }) => path)).toEqual(["hostname"]);
    }
  }
  expect(opened.sandbox.requests()).toEqual([]);
  expect(stored(opened)).toEqual(NOTHING);
});

interface Failure {
  readonly why: string;
  readonly prepare?: (opened: OpenConsole, tenant: SandboxTenant) => void;
  readonly form?: (tenant: SandboxTenant, opened: OpenConsole) => Record<string, unknown>;
  readonly failedStep: string;
  readonly words: RegExp;
  readonly advice?: RegExp;
  readonly qlik?: Record<string, unknown>;
  readonly deadlineMs?: number;
}

const FAILURES: readonly Failure[] = [
  {
    why: "no tenant is at the hostname",
    form: () => ({ hostname: "nobody-here.us.qlikcloud.com" }),
    failedStep: "reach-host",
    words: /no tenant at nobody-here/,
    qlik: { status: 401, code: "LOGIN-2" },
  },
  {
    why: "the secret is wrong",
    form: () => ({ clientSecret: "not-the-secret" }),
    failedStep: "exchange-credentials",
    words: /not accepted/,
    qlik: { status: 401 },
  },
  {
    why: "the tenant has been deactivated",
    prepare: ({ sandbox }, { id }) => void sandbox.state.estate.changeTenant(id, { status: "deactivated" }),
    failedStep: "exchange-credentials",
    words: /deactivated/,
    qlik: { status: 401, code: "TENANT_DEACTIVATED" },
  },
  {
    why: "the client lacks the scope",
    form: ({ narrowClient }) => ({
      clientId: narrowClient?.clientId,
      clientSecret: narrowClient?.clientSecret,
    }),
    failedStep: "exchange-credentials",
    words: /not accepted/,
    advice: /admin_classic/,
    qlik: { status: 400, title: "Invalid scope" },
  },
  {
    why: "the client may not list tokens",
    prepare: ({ sandbox }) =>
      sandbox.state.faults.add({
        path: "/api/v1/oauth-tokens",
        status: 403,
        body: { errors: [{ code: "HTTP-403", title: "Forbidden" }], traceId: "trace-403" },
      }),
    failedStep: "list-oauth-tokens",
    words: /may not do that/,
    qlik: { status: 403, traceId: "trace-403" },
  },
  {
    why: "the tenant's own address fails",
    prepare: ({ sandbox }) =>
      sandbox.state.faults.add({ path: "/api/v1/tenants", status: 503, body: "busy" }),
    failedStep: "read-tenant",
    words: /503/,
    qlik: { status: 503 },
  },
  {
    why: "nothing answers in time",
    prepare: ({ sandbox }) => sandbox.state.faults.add({ path: "/oauth/token", hang: true }),
    failedStep: "reach-host",
    words: /in time/,
    deadlineMs: 150,
  },
  {
    why: "something else answers there",
    prepare: ({ sandbox }) =>
      sandbox.state.faults.add({
        status: 200,
        body: "<html>Welcome</html>",
        headers: { "content-type": "text/html" },
      }),
    failedStep: "reach-host",
    words: /not|answer/i,
  },
];

test.each(FAILURES)("when $why, the step that failed says so, and nothing is stored", async (failure) => {
  const { prepare, form, failedStep, words, advice = /./, qlik, deadlineMs } = failure;
  const opened = await consoleForTest({ tenants: 2, ...(deadlineMs ? { qlikDeadlineMs: deadlineMs } : {}) });
  const tenant = opened.sandbox.tenant(0);
  prepare?.(opened, tenant);
  const body = formOf(tenant, form?.(tenant, opened));
  const answer = await opened.call("POST", "/api/tenants", { body });
  const problem = answer.problem();
  expect([answer.status, problem.code]).toEqual([422, "check_failed"]);
  const failed = problem.steps?.find(({ state }) => state === "failed");
  expect(failed?.id).toBe(failedStep);
  expect(failed?.message).toMatch(words);
  expect(failed?.advice).toMatch(advice);
  expect(problem.detail).toBe(failed?.message);
  expect(problem.advice).toBe(failed?.advice);
  if (qlik) expect(failed?.qlik).toMatchObject({ host: body.hostname, ...qlik });
  const states = problem.steps?.map(({ state }) => state) ?? [];
  const at = states.indexOf("failed");
  expect(states.slice(0, at).every((state) => state === "passed")).toBe(true);
  expect(states.slice(at + 1).every((state) => state === "skipped")).toBe(true);
  expect(stored(opened)).toEqual(NOTHING);
  expect(opened.sql("SELECT count(*) AS n FROM tenants")).toEqual([{ n: 0 }]);
});

test("an organization whose client lacks the scope says so at the step that lists tenants, and is not stored", async () => {
  const opened = await consoleForTest({ tenants: 1 });
  const { clientId, clientSecret } = opened.sandbox.organization.narrowClient;
  const answer = await opened.call("POST", "/api/organizations", {
    body: { name: "N", clientId, clientSecret },
  });
  expect(answer.status).toBe(422);
  const { steps, advice, qlik, canStoreAnyway } = answer.problem();
  expect(stepsOf(steps)).toEqual(["reach-host passed", "exchange-credentials passed", "list-tenants failed"]);
  expect(advice).toContain("cloud-console.tenants:read");
  expect([qlik?.status, canStoreAnyway]).toEqual([403, true]);
  expect((await opened.call("GET", "/api/organizations")).json<{ total: number }>().total).toBe(0);
});

test("another tenant behind the hostname is refused, even when one insists", async () => {
  const opened = await consoleForTest({ tenants: 3 });
  await connectOrganization(opened);
  const [tenant, other] = [opened.sandbox.tenant(0), opened.sandbox.tenant(1)];
  for (const storeUnchecked of [false, true]) {
    const answer = await opened.call("PUT", `/api/tenants/${tenant.id}/credential`, {
      body: formOf(other, { storeUnchecked }),
    });
    const { steps, canStoreAnyway, detail } = answer.problem();
    expect(answer.status).toBe(422);
    expect(stepsOf(steps)).toContain("read-tenant failed");
    expect(detail).toContain(other.id);
    expect(canStoreAnyway).toBe(false);
  }
  expect(stored(opened)).toEqual(NOTHING);
});

test("a listed alias that somebody else has taken is refused, even when one insists", async () => {
  const opened = await consoleForTest({ tenants: 2 });
  await connectOrganization(opened);
  const tenant = opened.sandbox.tenant(0);
  const [, alias = ""] = tenant.hostnames;
  const taken = { id: "somebody-else", name: "Somebody else", hostnames: [alias] };
  opened.sandbox.state.faults.add({ path: "/api/v1/tenants", status: 200, body: taken });
  const answer = await opened.call("PUT", `/api/tenants/${tenant.id}/credential`, {
    body: formOf(tenant, { hostname: alias, storeUnchecked: true }),
  });
  expect([answer.status, answer.problem().canStoreAnyway]).toEqual([422, false]);
  expect(answer.problem().detail).toContain("somebody-else");
  expect(stored(opened)).toEqual(NOTHING);
});

test("an unproven credential is stored when one insists, shown as failing, and only under a listed hostname", async () => {
  const opened = await consoleForTest({ tenants: 3 });
  await connectOrganization(opened);
  const tenant = opened.sandbox.tenant(0);
  const put = (changed: Record<string, unknown>) =>
    opened.call("PUT", `/api/tenants/${tenant.id}/credential`, {
      body: formOf(tenant, { clientSecret: "outdated", storeUnchecked: true, ...changed }),
    });
  const elsewhere = await put({ hostname: opened.sandbox.tenant(1).hostname });
  expect([elsewhere.status, elsewhere.problem().canStoreAnyway]).toEqual([422, false]);
  expect(stored(opened)).toEqual(NOTHING);
  const answer = await put({});
  const { connection, connectionProblem } = answer.json<TenantDetail>();
  expect([answer.status, connection]).toEqual([200, "failing"]);
  expect(connectionProblem).toMatch(/not accepted/);
});

test("without a tenant's own id nothing can be stored for it, however much one insists", async () => {
  const opened = await consoleForTest({ tenants: 1 });
  const tenant = opened.sandbox.tenant(0);
  const answer = await opened.call("POST", "/api/tenants", {
    body: formOf(tenant, { clientSecret: "wrong", storeUnchecked: true }),
  });
  expect([answer.status, answer.problem().canStoreAnyway]).toEqual([422, false]);
  expect(stored(opened)).toEqual(NOTHING);
});

test("what failed its check stays failing although another call succeeds, until it is checked again", async () => {
  const opened = await consoleForTest({ tenants: 1 });
  await connectOrganization(opened);
  const tenant = opened.sandbox.tenant(0);
  opened.sandbox.state.faults.add({ path: "/api/v1/oauth-tokens", status: 403, times: 1, body: {} });
  await opened.call("PUT", `/api/tenants/${tenant.id}/credential`, {
    body: formOf(tenant, { storeUnchecked: true }),
  });
  const connection = async () =>
    (await opened.call("GET", `/api/tenants/${tenant.id}`)).json<TenantDetail>().connection;
  expect((await opened.call("GET", `/api/tenants/${tenant.id}/users`)).status).toBe(200);
  expect(await connection()).toBe("failing");
  await opened.call("POST", `/api/tenants/${tenant.id}/credential/verify`);
  expect(await connection()).toBe("connected");
});
