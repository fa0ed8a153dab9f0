import { beforeEach, expect, test, vi } from "vitest";
import type { z } from "zod";
import type { AuditEvent, AuditOutcome, listAuditEventParts } from "@/lib/contracts/audit-events";
import type { RevocationDetail } from "@/lib/contracts/revocations";
import { connectTenant, consoleForTest, type OpenConsole } from "@/tests/support/console";
import type { SandboxTenant } from "@/tests/support/sandbox";

/** More than are sent at a time, so that there is a middle. */
const TOKENS = 40;
const AT_ONCE = 16;

let opened: OpenConsole;
let one: SandboxTenant;
let other: SandboxTenant;

beforeEach(async () => {
  opened = await consoleForTest({ tenants: 2, tokensPerTenant: TOKENS, qlikDeadlineMs: 4000 });
  [one, other] = [opened.sandbox.tenant(0), opened.sandbox.tenant(1)];
  await connectTenant(opened, one);
  await connectTenant(opened, other);
}, 30_000);

const tokensOf = (tenant: SandboxTenant) =>
  opened.sandbox.state.contents
    .oauthTokensOf(tenant)
    .filter(({ clientId }) => clientId !== tenant.client.clientId)
    .map(({ id }) => id);
const plant = (fault: Parameters<typeof opened.sandbox.state.faults.add>[0]) =>
  opened.sandbox.state.faults.add({ host: one.hostname, method: "DELETE", ...fault });

async function revokeAllOfBoth(): Promise<string> {
  const tokens = [one, other].map((tenant) => ({ tenantId: tenant.id, tokenIds: tokensOf(tenant) }));
  const body = { selection: { kind: "tokens", tokens } };
  const answer = await opened.call("POST", "/api/revocations", { as: "operator", body });
  if (answer.status !== 201) throw new Error(answer.text);
  return answer.json<RevocationDetail>().id;
}

/** Waits until the revocation is as a test wants it; the console's clock runs ahead meanwhile, as its pauses are long. */
const until = (id: string, what: (seen: RevocationDetail) => boolean) =>
  vi.waitFor(
    async () => {
      opened.advance(1000);
      const answer = await opened.call("GET", `/api/revocations/${id}`, { as: "viewer" });
      const seen = answer.json<RevocationDetail>();
      if (!what(seen)) throw new Error(`It is ${seen.state}: ${JSON.stringify(seen.counts)}`);
      return seen;
    },
    { timeout: 15_000, interval: 50 },
  );
const finished = (id: string) => until(id, ({ state }) => state === "finished");

/** Lets a first batch through and then does something to the tenant while the second one is on its way. */
async function inTheMiddle(
  id: string,
  change: Parameters<typeof opened.sandbox.state.estate.changeTenant>[1],
) {
  plant({ skip: AT_ONCE, times: AT_ONCE, delayMs: 400 });
  opened.runtime.startJobs();
  await vi.waitUntil(() => deletions(one).length > AT_ONCE, { timeout: 10_000, interval: 5 });
  opened.sandbox.state.estate.changeTenant(one.id, change);
  if (change.clientSecret !== undefined) opened.sandbox.state.accessTokens.dropByClient(one.client.clientId);
  return id;
}
const deletions = (tenant: SandboxTenant) =>
  opened.sandbox.requests().filter((line) => line.startsWith(`DELETE ${tenant.hostname}`));

/** The acts on single tokens that ended so, of all revocations. */
async function actsThat(outcome: AuditOutcome): Promise<AuditEvent[]> {
  const read = async (address: string) =>
    (await opened.call("GET", `/api/audit-events${address}`)).json<
      z.infer<typeof listAuditEventParts.answer>
    >();
  const acts: AuditEvent[] = [];
  for (const { id } of (await read("?action=revocation.start&limit=100")).data) {
    let page = await read(`/${id}/parts?outcome=${outcome}&limit=100`);
    acts.push(...page.data);
    while (page.nextCursor) {
      page = await read(`/${id}/parts?outcome=${outcome}&limit=100&cursor=${page.nextCursor}`);
      acts.push(...page.data);
    }
  }
  return acts;
}

/** Every act that was begun has ended in the log, and no token is called gone that Qlik still lists. */
async function expectTrueLog(): Promise<void> {
  const dangling = opened.sql(
    "SELECT id FROM audit_entries WHERE action = 'oauth-token.revoke' AND outcome IS NULL AND id NOT IN (SELECT intentId FROM audit_entries WHERE intentId IS NOT NULL)",
  );
  expect(dangling).toEqual([]);
  const succeeded = (await actsThat("succeeded")).map(({ object }) => object?.id);
  expect(succeeded).not.toEqual([]);
  const listed = new Set([...tokensOf(one), ...tokensOf(other)]);
  expect(succeeded.filter((id) => listed.has(id ?? ""))).toEqual([]);
}

test("a storm of 429 slows its tenant down, fails nothing, and holds no other tenant up", {
  tags: "night",
}, async () => {
  plant({ status: 429, times: AT_ONCE + 4, headers: { "retry-after": "1" } });
  const id = await revokeAllOfBoth();
  opened.runtime.startJobs();
  await vi.waitFor(() => expect(tokensOf(other)).toEqual([]), { timeout: 10_000 });
  expect(tokensOf(one).length).toBeGreaterThan(0);
  expect((await finished(id)).counts).toMatchObject({ revoked: 2 * TOKENS, failed: 0, alreadyGone: 0 });
  expect(tokensOf(one)).toEqual([]);
  await expectTrueLog();
});

test("a secret that is replaced in the middle parks the tenant; with the new one the rest is revoked", {
  tags: "night",
}, async () => {
  const id = await inTheMiddle(await revokeAllOfBoth(), { clientSecret: "changed-at-qlik" });
  const parked = await until(id, ({ tenants, counts }) =>
    Boolean(tenants.some(({ waitingBecause }) => waitingBecause) && counts.revoked === TOKENS + AT_ONCE),
  );
  expect(parked.state).toBe("running");
  expect(parked.tenants.find(({ tenantId }) => tenantId === one.id)?.waitingBecause).toContain(
    "not accepted",
  );
  expect(parked.counts).toMatchObject({ failed: 0, unknown: 0 });

  const { cookie } = await opened.signedIn(opened.people.admin);
  const { hostname, client } = one;
  const body = { hostname, clientId: client.clientId, clientSecret: "changed-at-qlik" };
  expect((await opened.call("PUT", `/api/tenants/${one.id}/credential`, { cookie, body })).status).toBe(200);
  expect((await finished(id)).counts).toMatchObject({ revoked: 2 * TOKENS, failed: 0 });
  expect(tokensOf(one)).toEqual([]);
  await expectTrueLog();
});

test("a tenant that is deactivated in the middle fails with Qlik's word for it, and keeps what was done", {
  tags: "night",
}, async () => {
  const id = await inTheMiddle(await revokeAllOfBoth(), { status: "deactivated" });
  const { counts, problems } = await finished(id);
  expect(counts.revoked + counts.failed).toBe(2 * TOKENS);
  expect(counts.failed).toBe(tokensOf(one).length);
  expect(counts.revoked).toBeGreaterThanOrEqual(TOKENS + AT_ONCE);
  expect(problems.map(({ cause }) => cause)).toEqual(["tenant-deactivated"]);
  await expectTrueLog();
});

test("where Qlik says nothing for a while, it is asked what became of each token, and the rest goes on", {
  tags: "night",
}, async () => {
  plant({ skip: 5, times: 3, hang: true });
  const id = await revokeAllOfBoth();
  opened.runtime.startJobs();
  expect((await finished(id)).counts).toMatchObject({ revoked: 2 * TOKENS, failed: 0, unknown: 0 });
  // Sent, not carried out, and sent again: two acts, each with its end.
  expect(await actsThat("failed")).toHaveLength(3);
  await expectTrueLog();
});

test.each<[string, Parameters<typeof plant>[0]]>([
  ["500", { status: 500 }],
  ["a page", { status: 200, headers: { "content-type": "text/html" }, body: "<h1>Sign in</h1>" }],
  ["401", { status: 401, body: { errors: [{ code: "OAUTH-1", title: "Unauthorized" }] } }],
  ["Qlik's word for a deactivated tenant", { status: 401, body: { errors: [{ code: "TENANT_DISABLED" }] } }],
])("a token whose deletion is always answered by %s costs that token alone", async (_, fault) => {
  const [bad] = tokensOf(one);
  plant({ path: `/api/v1/oauth-tokens/${bad}`, ...fault });
  const id = await revokeAllOfBoth();
  opened.runtime.startJobs();
  const { counts, problems, tenants } = await finished(id);
  expect(counts).toMatchObject({ revoked: 2 * TOKENS - 1, failed: 1, unknown: 0 });
  expect(problems).toMatchObject([{ tokens: 1, qlik: { status: fault.status } }]);
  expect(tenants.map(({ waitingBecause }) => waitingBecause)).toEqual([null, null]);
  expect(tokensOf(one)).toEqual([bad]);
  // Sent with the others first, and again when these were done.
  expect(deletions(one).findLastIndex((line) => line.includes(`${bad}`))).toBe(deletions(one).length - 1);
  await expectTrueLog();
});

test("bad answers to several batches running fail nothing when the tenant works: they are tried again at the end", async () => {
  plant({ status: 200, headers: { "content-type": "text/html" }, body: "<p>", times: AT_ONCE * 2 + 3 });
  const id = await revokeAllOfBoth();
  opened.runtime.startJobs();
  expect((await finished(id)).counts).toMatchObject({ revoked: 2 * TOKENS, failed: 0, unknown: 0 });
  expect(tokensOf(one)).toEqual([]);
  await expectTrueLog();
});

test("one bad answer before the first batch does not give the tenant up", { tags: "night" }, async () => {
  const id = await revokeAllOfBoth();
  plant({ method: "GET", path: "/api/v1/tenants/me", status: 500, times: 1 });
  opened.runtime.startJobs();
  expect((await finished(id)).counts).toMatchObject({ revoked: 2 * TOKENS, failed: 0 });
});

test("a tenant that answers nothing but 500 is given up, and the others are done", async () => {
  const id = await revokeAllOfBoth();
  plant({ status: 500 });
  plant({ method: "GET", status: 500 });
  opened.runtime.startJobs();
  const { counts, problems } = await finished(id);
  expect(counts).toMatchObject({ revoked: TOKENS, alreadyGone: 0 });
  // Of those that were sent nobody can say more while the tenant tells nothing.
  expect(counts.failed + counts.unknown).toBe(TOKENS);
  expect(new Set(problems.map(({ cause }) => cause))).toEqual(new Set(["unavailable"]));
  expect(tokensOf(one)).toHaveLength(TOKENS);
  await expectTrueLog();
});
