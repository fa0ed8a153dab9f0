/** @module-tag store */
import { expect, test, vi } from "vitest";
import type { Organization } from "@/lib/contracts/organizations";
import type { TokenInventory } from "@/lib/contracts/token-inventory";
import {
  connectOrganization,
  connectTenant,
  consoleForTest,
  type OpenConsole,
} from "@/tests/support/console";

const HOUR = 3_600_000;
const YEARS = 2 * 365 * 24 * HOUR;

/** What a console does at a time that has not come, and the clock put right after. */
async function inTwoYears<T>(opened: OpenConsole, work: () => Promise<T>): Promise<T> {
  opened.setClock(YEARS);
  const done = await work();
  opened.setClock(-YEARS);
  return done;
}

test("tenants and tokens that were read at a time that has not come are read again, and count as stale", async () => {
  const opened = await consoleForTest({ tenants: 3 });
  const { inventory, tokenInventory } = opened.runtime.services;
  const id = await inTwoYears(opened, async () => {
    const { cookie } = await opened.signedIn(opened.people.admin);
    const organization = opened.sandbox.organization;
    const { clientId, clientSecret } = organization.client;
    const tenant = opened.sandbox.tenant(0);
    const made = await opened.call("POST", "/api/organizations", {
      cookie,
      body: { name: organization.name, clientId, clientSecret },
    });
    await opened.call("POST", "/api/tenants", {
      cookie,
      body: {
        hostname: tenant.hostname,
        clientId: tenant.client.clientId,
        clientSecret: tenant.client.clientSecret,
      },
    });
    await tokenInventory.read([tenant.id]);
    return made.json<{ id: string }>().id;
  });
  opened.sandbox.state.requestLog.clear();
  expect((await opened.call("GET", "/api/token-inventory")).json<TokenInventory>().stale).toBe(1);
  await inventory.syncDue();
  await tokenInventory.syncDue();
  const [organization] = (await opened.call("GET", "/api/organizations")).json<{ data: Organization[] }>()
    .data;
  expect(organization?.id).toBe(id);
  expect(Date.parse(organization?.lastSync?.startedAt ?? "")).toBeLessThan(Date.now() + HOUR);
  expect((await opened.call("GET", "/api/token-inventory")).json<TokenInventory>().stale).toBe(0);
  const asked = opened.sandbox.requests();
  expect(asked.some((line) => line.includes("/api/core/tenants"))).toBe(true);
  expect(asked.some((line) => line.includes("/api/v1/oauth-tokens"))).toBe(true);
  const told = opened.logged().match(/at a time that has not come/g);
  await inventory.syncDue();
  await tokenInventory.syncDue();
  expect(told).toHaveLength(2);
  expect(opened.logged().match(/at a time that has not come/g)).toEqual(told);
});

test("somebody who is signed in goes on when the clock is set back, and is not told that they ask too often", async () => {
  const opened = await consoleForTest({ tenants: 1, requestsPerMinute: 5 });
  for (let call = 0; call < 3; call += 1) await opened.call("GET", "/api/account");
  opened.setClock(-4 * 60_000);
  expect((await opened.call("GET", "/api/account")).status).toBe(200);
  expect((await opened.call("GET", "/api/account")).status).toBe(200);
  expect((await opened.call("GET", "/api/account")).status).toBe(429);
  opened.advance(60_000);
  expect((await opened.call("GET", "/api/account")).status).toBe(200);
});

test("a session of a time that has not come is over, and proves nothing", async () => {
  const opened = await consoleForTest({ tenants: 1 });
  const { cookie, sessionId } = await inTwoYears(opened, () => opened.signedIn(opened.people.admin));
  expect((await opened.call("GET", "/api/account", { cookie })).status).toBe(401);
  // Begun in time, but confirmed at a time that has not come.
  const other = await opened.signedIn(opened.people.admin);
  await opened.store.sessions.confirm(other.sessionId, new Date(Date.now() + YEARS));
  const rotation = await opened.call("POST", "/api/encryption-keys/rotations", {
    cookie: other.cookie,
    body: {},
  });
  expect([rotation.status, rotation.problem().code]).toEqual([403, "sign_in_again"]);
  expect(await opened.store.sessions.find(sessionId)).toBeUndefined();
});

test("guessing that was blocked until a time that has not come is blocked for the longest wait, and no longer", async () => {
  const opened = await consoleForTest({ tenants: 1 });
  const { signInLimits } = opened.store;
  const guess = () =>
    opened.runtime.passwordSignIn
      .signIn({ email: "admin@example.com", password: "wrong" }, { address: "192.0.2.1", userAgent: null })
      .catch((failure: unknown) => failure);
  await guess();
  const [limit] = opened.sql("SELECT key FROM sign_in_limits WHERE key LIKE 'account:%'");
  const key = String(limit?.key);
  await signInLimits.block(key, new Date(Date.now() + YEARS));
  await guess();
  const until = await signInLimits.blockedUntil(key, new Date());
  expect(until?.getTime()).toBeGreaterThan(Date.now() + 14 * 60_000);
  expect(until?.getTime()).toBeLessThan(Date.now() + 16 * 60_000);
  // Asking again does not begin the wait again.
  await guess();
  expect(await signInLimits.blockedUntil(key, new Date())).toEqual(until);
});

test("a tenant that Qlik has told to wait does not wait for longer when the clock is set back meanwhile", {
  tags: "night",
  timeout: 60_000,
}, async () => {
  const opened = await consoleForTest({ tenants: 2, qlikDeadlineMs: 8000 });
  const tenant = opened.sandbox.tenant(0);
  await connectTenant(opened, tenant);
  opened.sandbox.state.faults.add({
    method: "DELETE",
    status: 429,
    // Longer than a call to Qlik may take, so that the revocation itself waits.
    headers: { "retry-after": "9" },
    times: 16,
  });
  const { id } = (
    await opened.call("POST", "/api/revocations", {
      as: "operator",
      body: { selection: { kind: "tenant", tenantId: tenant.id } },
    })
  ).json<{ id: string }>();
  opened.runtime.startJobs();
  const has = (condition: string) =>
    vi.waitFor(
      () => {
        const where = `revocationId = '${id}' AND ${condition}`;
        const [found] = opened.sql(`SELECT count(*) AS n FROM revocation_items WHERE ${where}`);
        if (Number(found?.n) === 0) throw new Error(`None is so: ${condition}`);
      },
      { timeout: 30_000, interval: 5 },
    );
  await has("cause = 'rate-limited'");
  opened.setClock(-2 * HOUR);
  await has("state = 'revoked'");
});

test("work whose lease runs out in two years is taken up when nobody has renewed it for as long as one lasts", async () => {
  const opened = await consoleForTest({ tenants: 3, leaseMs: 1000 });
  const organizationId = await connectOrganization(opened);
  const { inventory } = opened.runtime.services;
  const name = `tenants of ${organizationId}`;
  await opened.store.leases.claim(name, "dead", YEARS);
  await opened.store.organizations.beginSync(organizationId, new Date(Date.now() + YEARS));
  await inventory.syncDue();
  expect((await opened.store.organizations.find(organizationId))?.lastSync?.outcome).toBe("running");
  await vi.waitFor(
    async () => {
      await inventory.syncDue();
      const { lastSync } = (await opened.store.organizations.find(organizationId)) ?? {};
      expect(lastSync?.outcome).toBe("succeeded");
    },
    { timeout: 15_000 },
  );
  expect(opened.logged()).toContain("a lease that nobody renews was taken over before its time");
});

test("a check of a draft that began at a time that has not come is broken off", async () => {
  const opened = await consoleForTest({ tenants: 2 });
  const tenant = opened.sandbox.tenant(0);
  const csv = [tenant.hostname, tenant.client.clientId, tenant.client.clientSecret].join(",");
  const draft = (await opened.call("POST", "/api/connection-drafts", { body: { csv } })).json<{
    id: string;
  }>();
  await opened.store.connectionDrafts.claim(draft.id, undefined, new Date(Date.now() + YEARS));
  const after = await opened.call("GET", `/api/connection-drafts/${draft.id}`);
  expect(after.json()).toMatchObject({ counts: { ready: 1, checking: 0 } });
});
