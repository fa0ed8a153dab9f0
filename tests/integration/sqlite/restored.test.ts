import path from "node:path";
import { encode } from "next-auth/jwt";
import { expect, onTestFinished, test, vi } from "vitest";
import type { Method } from "@/lib/contracts/operation";
import type { OutwardState } from "@/lib/contracts/outward";
import type { RevocationDetail } from "@/lib/contracts/revocations";
import { actorAtTheMachine } from "@/lib/server/actor";
import { createLog } from "@/lib/server/log";
import { restoreBackup } from "@/lib/server/restore";
import { createRuntime, setRuntime } from "@/lib/server/runtime";
import { openStore } from "@/lib/server/store/store";
import {
  connectOrganization,
  connectTenant,
  consoleForTest,
  envOf,
  keyOf,
  temporaryFolder,
} from "@/tests/support/console";
import { dispatch } from "@/tests/support/http";

const machine = actorAtTheMachine("ada");

/** A console with a revocation that was running when its backup was made, and was cancelled after. */
async function cancelledAfterBackup() {
  const before = await consoleForTest({ tenants: 3, tokensPerTenant: 20 });
  const tenant = before.sandbox.tenant(0);
  await connectOrganization(before);
  await connectTenant(before, tenant);
  const answer = await before.call("POST", "/api/revocations", {
    as: "operator",
    body: { selection: { kind: "tenant", tenantId: tenant.id } },
  });
  const { id } = answer.json<RevocationDetail>();
  const file = path.join(temporaryFolder(), "monday.db");
  const { madeAt } = await before.runtime.services.backups.make(machine, file);
  await before.call("POST", `/api/revocations/${id}/cancel`, { as: "operator", body: {} });
  // Without the console's own, of which each exchange makes one.
  const tokens = () =>
    before.sandbox.state.contents
      .oauthTokensOf(tenant)
      .filter(({ clientId }) => clientId !== tenant.client.clientId).length;
  return { before, file, id, madeAt, tenant, tokens };
}

/** The backup, restored into an empty folder on another machine, and served there. */
async function restored() {
  const made = await cancelledAfterBackup();
  const { before, file } = made;
  const env = envOf({
    DATA_DIR: temporaryFolder(),
    CASTELLAN_ENCRYPTION_KEY: keyOf(before.env),
    CASTELLAN_QLIK_CONNECT_TO: before.sandbox.connectTo,
  });
  await restoreBackup(env, file, { checkOnly: false, replace: false, now: new Date() });
  before.sandbox.state.requestLog.clear();
  const runtime = await createRuntime(env, { log: createLog("silent") });
  const store = openStore(env.database);
  onTestFinished(async () => {
    await runtime.close();
    await store.close();
  });

  const cookies = new Map<string, string>();
  const signIn = async (as: keyof typeof before.people) => {
    const at = new Date();
    const expiresAt = new Date(at.getTime() + 3_600_000);
    await store.sessions.create({ id: `session ${as}`, personId: before.people[as], at, expiresAt });
    const token = { sessionId: `session ${as}` };
    const sealed = await encode({ token, secret: runtime.sessionSecret, maxAge: 3600 });
    const cookie = `next-auth.session-token=${sealed}`;
    cookies.set(as, cookie);
    return cookie;
  };
  const call = async (method: Method, address: string, as: keyof typeof before.people, body?: unknown) => {
    const cookie = cookies.get(as) ?? (await signIn(as));
    setRuntime(runtime);
    return dispatch(`${env.publicUrl}${address}`, {
      method,
      headers: {
        host: new URL(env.publicUrl).host,
        cookie,
        ...(method === "GET" ? {} : { origin: env.publicUrl, "content-type": "application/json" }),
      },
      ...(method === "GET" ? {} : { body: JSON.stringify(body ?? {}) }),
    });
  };
  const revocation = async () =>
    (await call("GET", `/api/revocations/${made.id}`, "viewer")).json<RevocationDetail>();
  const until = (what: (seen: RevocationDetail) => boolean) =>
    vi.waitFor(
      async () => {
        const seen = await revocation();
        if (!what(seen)) throw new Error(`It is ${seen.state}.`);
        return seen;
      },
      { timeout: 15_000, interval: 20 },
    );
  const answer = (given: string, as: "operator" | "admin" = "admin") =>
    call("POST", "/api/outward/answer", as, { answer: given });
  return { ...made, runtime, store, call, until, answer, requests: before.sandbox.requests };
}

test("restored into an empty folder it does nothing at Qlik by itself, says why, and goes on only when asked", async () => {
  const { id, madeAt, tokens, runtime, call, until, answer, requests } = await restored();
  const before = tokens();
  const because = `This database was restored from a backup of ${madeAt.slice(0, 16).replace("T", " ")} UTC.`;
  runtime.startJobs();
  const paused = await until(({ state }) => state === "paused");
  expect(paused.pausedBecause).toBe(because);
  await runtime.services.inventory.syncDue().catch(() => undefined);
  await call("GET", "/api/tenants", "viewer");
  expect((await call("GET", "/api/outward", "viewer")).json<OutwardState>()).toEqual({
    held: { since: expect.any(String), because, copy: null },
  });
  const refused = await call("POST", `/api/revocations/${id}/resume`, "operator");
  expect([refused.status, refused.problem().detail]).toEqual([409, expect.stringContaining(because)]);
  expect((await answer("takes-over", "operator")).status).toBe(403);
  expect(requests()).toEqual([]);
  expect(tokens()).toBe(before);

  expect((await answer("takes-over")).json<OutwardState>()).toEqual({ held: null });
  expect((await answer("copy")).status).toBe(409);
  expect((await until(() => true)).state).toBe("paused");
  expect(tokens()).toBe(before);
  expect((await call("POST", `/api/revocations/${id}/resume`, "admin")).status).toBe(200);
  const ended = await until(({ state }) => state === "finished");
  expect(ended).toMatchObject({
    person: { name: "The operator" },
    takenOver: { person: { name: "The admin" } },
  });
  expect(ended.counts.revoked).toBeGreaterThan(0);
  expect(tokens()).toBe(before - ended.counts.revoked);
});

test("a copy to look at stays held: it reads when somebody asks, and changes nothing at Qlik", async () => {
  const { before, tenant, tokens, runtime, store, call, until, answer, requests } = await restored();
  const there = tokens();
  expect((await answer("copy")).json<OutwardState>()).toMatchObject({ held: { copy: { by: "The admin" } } });
  runtime.startJobs();
  await until(({ state }) => state === "paused");
  const { inventory, tokenInventory } = runtime.services;
  const viewer = { ...machine, person: { ...machine.person, role: "viewer" as const } };
  await inventory.freshen(viewer);
  await tokenInventory.freshen(viewer);
  await inventory.settled();
  await tokenInventory.settled();
  expect(requests()).toEqual([]);

  expect((await call("POST", `/api/tenants/${tenant.id}/credential/verify`, "operator")).status).toBe(200);
  expect((await call("GET", `/api/tenants/${tenant.id}/oauth-tokens`, "viewer")).status).toBe(200);
  await call("POST", "/api/token-inventory/sync", "operator", {});
  await tokenInventory.settled();
  expect((await store.tokenSyncs.find(tenant.id))?.outcome).toBe("succeeded");
  const [token] = before.sandbox.state.contents.oauthTokensOf(tenant);
  const acts = [
    await call("DELETE", `/api/tenants/${tenant.id}/oauth-tokens/${token?.id}`, "operator"),
    await call("POST", "/api/revocations", "operator", {
      selection: { kind: "tokens", tokens: [{ tenantId: tenant.id, tokenIds: [token?.id] }] },
    }),
    await call("PUT", `/api/tenants/${tenant.id}/credential`, "admin", {
      hostname: tenant.hostname,
      clientId: tenant.client.clientId,
      clientSecret: tenant.client.clientSecret,
    }),
  ];
  expect(acts.map((act) => [act.status, act.problem().code])).toEqual(acts.map(() => [409, "conflict"]));
  expect(tokens()).toBe(there);
  expect(requests().filter((line) => line.startsWith("DELETE"))).toEqual([]);
});

test("a console that is held at its start holds back what was running, and answers are handed on", async () => {
  const { before, id } = await cancelledAfterBackup();
  await before.call("POST", "/api/revocations", {
    as: "operator",
    body: { selection: { kind: "tenant", tenantId: before.sandbox.tenant(0).id } },
  });
  await before.runtime.outward.hold("Its folder was copied.");
  await before.runtime.outward.hold("Another reason.");
  expect(before.sql("SELECT id, state, pausedBecause FROM revocations WHERE state <> 'cancelled'")).toEqual([
    { id: expect.not.stringMatching(id), state: "paused", pausedBecause: "Its folder was copied." },
  ]);
  expect(
    before.sql(
      "SELECT actorName, detail FROM audit_entries WHERE action = 'installation.hold' AND intentId IS NOT NULL",
    ),
  ).toEqual([{ actorName: "The console", detail: "Its folder was copied." }]);
});
