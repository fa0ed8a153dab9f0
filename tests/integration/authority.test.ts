/** @module-tag store */
import { expect, test, vi } from "vitest";
import type { ConnectionDraft } from "@/lib/contracts/connection-drafts";
import type { RevocationDetail } from "@/lib/contracts/revocations";
import { NDJSON } from "@/lib/contracts/streams";
import {
  connectOrganization,
  connectTenant,
  consoleForTest,
  type OpenConsole,
} from "@/tests/support/console";
import { revocationsForTests } from "@/tests/support/revocations";

const { now, others, stillThere, deletions, post, create, until, finished, work } = revocationsForTests();

const people = () => now.console.people;
const change = (opened: OpenConsole, personId: string, body: unknown) =>
  opened.call("PATCH", `/api/people/${personId}`, { body });

/** A running revocation by the operator, of which nothing was sent yet. */
async function started(): Promise<RevocationDetail> {
  const revocation = await create({ kind: "tenant", tenantId: now.tenant.id });
  expect(deletions()).toEqual([]);
  return revocation;
}

const entries = (action: string) =>
  now.console.sql(
    "SELECT actorName, detail FROM audit_entries WHERE action = ? AND intentId IS NOT NULL ORDER BY sequence",
    action,
  );

/** How many acts were begun after somebody's account was changed; as many as go side by side may have been. */
function begunAfterChange({ sql }: OpenConsole, action: string): number {
  const changed = "SELECT max(sequence) FROM audit_entries WHERE action = 'person.change'";
  const [found] = sql(
    `SELECT count(*) AS n FROM audit_entries WHERE action = ? AND intentId IS NULL AND sequence > (${changed})`,
    action,
  );
  return Number(found?.n);
}

const ways: readonly [string, () => Promise<unknown>, RegExp][] = [
  [
    "disabled",
    () => change(now.console, people().operator, { state: "disabled" }),
    /^The operator has been disabled\.$/,
  ],
  [
    "made a viewer",
    () => change(now.console, people().operator, { role: "viewer" }),
    /^The operator has the role viewer now, and this needs operator\.$/,
  ],
  [
    "removed",
    () => now.console.call("DELETE", `/api/people/${people().operator}`),
    /^The operator is no longer one of the people of this console\.$/,
  ],
];

for (const [what, way, reason] of ways) {
  test(`a revocation of somebody who is ${what} pauses before its next batch, says why, and revokes nothing`, async () => {
    const tokens = others().map(({ id }) => id);
    const { id } = await started();
    await way();
    work();
    const paused = await until(id, ({ state }) => state === "paused");
    expect(paused.pausedBecause).toMatch(reason);
    expect(stillThere(tokens)).toEqual(tokens);
    expect(deletions()).toEqual([]);
    const [listed] = (await now.console.call("GET", "/api/revocations", { as: "viewer" })).json<{
      data: RevocationDetail[];
    }>().data;
    expect(listed?.pausedBecause).toMatch(reason);
    expect(entries("revocation.pause")).toEqual([
      { actorName: "The console", detail: expect.stringMatching(reason) },
    ]);
  });
}

test("it stops between two batches, and whoever resumes it takes it over by name, in the log too", async () => {
  const total = others().length;
  expect(total).toBeGreaterThan(16);
  const { id } = await started();
  // The first batch is held up at Qlik until its person is disabled.
  now.console.sandbox.state.faults.add({ method: "DELETE", delayMs: 300 });
  work();
  await vi.waitFor(() => expect(deletions().length).toBeGreaterThan(0), { timeout: 15_000, interval: 5 });
  await change(now.console, people().operator, { state: "disabled" });
  const paused = await until(id, ({ state }) => state === "paused");
  await until(id, ({ counts }) => counts.revoked > 0);
  expect(deletions().length).toBeLessThanOrEqual(16);
  expect(paused).toMatchObject({ person: { name: "The operator" }, takenOver: null });
  now.console.sandbox.state.faults.clear();

  expect((await post(`/${id}/resume`, {}, "admin")).status).toBe(200);
  const ended = await finished(id);
  expect(ended).toMatchObject({
    pausedBecause: null,
    person: { name: "The operator" },
    takenOver: { person: { name: "The admin" } },
    counts: { total, revoked: total },
  });
  expect(entries("revocation.take-over")).toEqual([{ actorName: "The admin", detail: "From The operator." }]);
  const acted = now.console.sql(
    "SELECT actorName, actorRole, count(*) AS n FROM audit_entries WHERE action = 'oauth-token.revoke' AND intentId IS NULL GROUP BY actorName, actorRole ORDER BY actorName",
  );
  expect(acted).toEqual([
    { actorName: "The admin", actorRole: "admin", n: total - 16 },
    { actorName: "The operator", actorRole: "operator", n: 16 },
  ]);
});

test("a session that has ended is no reason to pause, and resuming one's own is no taking over", async () => {
  const { id } = await started();
  await now.console.call("POST", `/api/revocations/${id}/pause`, { as: "operator", body: {} });
  await post(`/${id}/resume`);
  now.console.sql("DELETE FROM sessions WHERE personId = ?", people().operator);
  work();
  expect(await finished(id)).toMatchObject({ takenOver: null, pausedBecause: null });
  expect(entries("revocation.take-over")).toEqual([]);
});

test("tenants that an administrator is connecting are left as soon as they are disabled, and say why", async () => {
  const opened = await consoleForTest({ tenants: 25 });
  await connectOrganization(opened);
  const tenants = opened.sandbox.state.estate
    .tenants()
    .map((_, index) => opened.sandbox.tenant(index))
    .filter(({ status, organization }) => status === "active" && organization !== null)
    .slice(0, 20);
  const csv = tenants
    .map(({ hostname, client }) => [hostname, client.clientId, client.clientSecret].join(","))
    .join("\n");
  const other = "person-second";
  await opened.store.people.create({
    id: other,
    role: "admin",
    name: "The second",
    email: "second@example.com",
    passwordHash: "none",
  });
  const { cookie } = await opened.signedIn(other);
  const draft = (
    await opened.call("POST", "/api/connection-drafts", { cookie, body: { csv } })
  ).json<ConnectionDraft>();
  opened.sandbox.state.requestLog.clear();
  opened.sandbox.state.faults.add({ delayMs: 500 });
  await opened.call("POST", `/api/connection-drafts/${draft.id}/check`, { cookie, body: {} });
  await vi.waitFor(() => expect(opened.sandbox.requests().length).toBeGreaterThan(0), {
    timeout: 15_000,
    interval: 5,
  });
  expect((await change(opened, other, { state: "disabled" })).status).toBe(200);
  await opened.runtime.services.connectionDrafts.settled();
  const after = (await opened.call("GET", `/api/connection-drafts/${draft.id}`)).json<ConnectionDraft>();
  expect(begunAfterChange(opened, "tenant.connect")).toBeLessThanOrEqual(8);
  const left = after.rows.filter(({ state }) => state !== "stored");
  expect(left.length).toBeGreaterThan(0);
  expect(new Set(left.map(({ state, problem }) => `${state}: ${problem?.message}`))).toEqual(
    new Set(["ready: The second has been disabled. Nothing more is done in this name."]),
  );
  expect(
    opened.sql(
      "SELECT actorName, detail FROM audit_entries WHERE action = 'person.stop-work' AND intentId IS NOT NULL",
    ),
  ).toEqual([
    { actorName: "The console", detail: "Connecting 20 tenants: stopped. The second has been disabled." },
  ]);
});

test("credentials that somebody has checked again are left as soon as they have another role", async () => {
  const opened = await consoleForTest({ tenants: 25 });
  await connectOrganization(opened);
  const tenants = opened.sandbox.state.estate
    .tenants()
    .map((_, index) => opened.sandbox.tenant(index))
    .filter(({ status, organization }) => status === "active" && organization !== null)
    .slice(0, 18);
  await Promise.all(tenants.map((tenant) => connectTenant(opened, tenant)));
  opened.sandbox.state.requestLog.clear();
  opened.sandbox.state.faults.add({ delayMs: 500 });
  const answer = opened.call("POST", "/api/credentials/verify", {
    as: "operator",
    body: { matching: {} },
    headers: { accept: NDJSON },
  });
  await vi.waitFor(() => expect(opened.sandbox.requests().length).toBeGreaterThan(0), {
    timeout: 15_000,
    interval: 5,
  });
  await change(opened, opened.people.operator, { role: "viewer" });
  const last = (await answer).lines().at(-1);
  expect(last).toMatchObject({ type: "problem", problem: { code: "forbidden" } });
  expect(begunAfterChange(opened, "credential.verify")).toBeLessThanOrEqual(8);
});

test("tokens that somebody has read again are left where they may not any more", async () => {
  const opened = await consoleForTest({ tenants: 3 });
  await connectTenant(opened, opened.sandbox.tenant(0));
  await change(opened, opened.people.operator, { state: "disabled" });
  const { tokenInventory } = opened.runtime.services;
  const person = { id: opened.people.operator, name: "The operator", email: "", role: "operator" } as const;
  const actor = {
    person,
    sessionId: "s",
    requestId: "r",
    address: null,
    authenticatedAt: null,
    method: null,
    mustEnrol: false,
  };
  opened.sandbox.state.requestLog.clear();
  await tokenInventory.sync(actor, undefined);
  await tokenInventory.settled();
  expect(opened.sandbox.requests()).toEqual([]);
});

test("an organization is not connected for an administrator who was disabled while Qlik answered", async () => {
  const opened = await consoleForTest({ tenants: 1 });
  const second = { id: "second", role: "admin", name: "The second", email: "second@example.com" } as const;
  await opened.store.people.create({ ...second, passwordHash: "none" });
  const { cookie } = await opened.signedIn(second.id);
  opened.sandbox.state.requestLog.clear();
  opened.sandbox.state.faults.add({ delayMs: 500 });
  const { name, client } = opened.sandbox.organization;
  const { clientId, clientSecret } = client;
  const answer = opened.call("POST", "/api/organizations", {
    cookie,
    body: { name, clientId, clientSecret },
  });
  await vi.waitFor(() => expect(opened.sandbox.requests().length).toBeGreaterThan(0), {
    timeout: 15_000,
    interval: 5,
  });
  await change(opened, second.id, { state: "disabled" });
  expect((await answer).status).toBe(403);
  expect(opened.sql("SELECT name FROM organizations")).toEqual([]);
});
