/** @module-tag store */
import { beforeEach, expect, test, vi } from "vitest";
import type { FleetTokenList } from "@/lib/contracts/fleet-tokens";
import type { RevocationDetail, RevocationItem } from "@/lib/contracts/revocations";
import { connectTenant, consoleForTest, type OpenConsole } from "@/tests/support/console";
import type { SandboxTenant } from "@/tests/support/sandbox";

let opened: OpenConsole;
let tenants: readonly SandboxTenant[];

beforeEach(async () => {
  opened = await consoleForTest({ tenants: 4, tokensPerTenant: 60 });
  tenants = [0, 1, 2].map((place) => opened.sandbox.tenant(place));
  for (const tenant of tenants) await connectTenant(opened, tenant);
  await opened.call("POST", "/api/token-inventory/sync", { body: {} });
  await opened.runtime.services.tokenInventory.settled();
  opened.sandbox.state.requestLog.clear();
}, 60_000);

const listed = (of: SandboxTenant) => opened.sandbox.state.contents.oauthTokensOf(of);
const everyToken = () => tenants.flatMap(listed);
const list = async (query: Record<string, string> = {}) =>
  (await opened.call("GET", `/api/oauth-tokens?${new URLSearchParams(query)}`)).json<FleetTokenList>();
const post = (body: object) => opened.call("POST", "/api/revocations", { as: "operator", body });
const create = async (selection: object, more: object = {}): Promise<RevocationDetail> => {
  const answer = await post({ selection, ...more });
  if (answer.status !== 201) throw new Error(answer.text);
  return answer.json<RevocationDetail>();
};
const get = async (id: string) =>
  (await opened.call("GET", `/api/revocations/${id}`, { as: "viewer" })).json<RevocationDetail>();
async function finished(id: string): Promise<RevocationDetail> {
  opened.runtime.startJobs();
  await vi.waitFor(async () => expect((await get(id)).state).toBe("finished"), { timeout: 20_000 });
  return get(id);
}
const itemsOf = async (id: string) =>
  (await opened.call("GET", `/api/revocations/${id}/items?limit=100`)).json<{ data: RevocationItem[] }>()
    .data;

test("all that match are frozen tenant by tenant, without the console's own, and taken away; nothing else is", async () => {
  const matching = (await list({ device: "Phone" })).data;
  const preview = await create({ kind: "fleet", filters: { device: "Phone" } }, { dryRun: true });
  expect(preview.selection).toBe("All tokens on the device Phone");
  expect(preview.counts).toMatchObject({ total: matching.length, leftOut: 0 });
  expect(preview.tenants).toHaveLength(new Set(matching.map(({ tenantId }) => tenantId)).size);
  expect(preview.people.every(({ userName }) => userName !== "")).toBe(true);
  expect(opened.sandbox.requests().filter((line) => line.startsWith("DELETE"))).toEqual([]);

  // What changes in between is not touched, though it matches.
  const { contents } = opened.sandbox.state;
  const [tenant] = tenants;
  const gone = matching[0];
  if (!tenant || !gone) throw new Error("The sandbox has too little.");
  const owner = contents.usersOf(tenant)[0];
  if (!owner) throw new Error("The sandbox has nobody.");
  const later = contents.addOAuthToken(tenant, owner, tenant.client, Date.now() + 3_600_000);
  contents.revoke(tenants.find(({ id }) => id === gone.tenantId) ?? tenant, gone.id);

  const before = everyToken().length;
  const started = await create({ kind: "preview", revocationId: preview.id });
  const ended = await finished(started.id);
  expect(ended.counts).toMatchObject({ revoked: matching.length - 1, alreadyGone: 1, failed: 0 });
  expect(everyToken().length).toBe(before - (matching.length - 1));
  expect(everyToken().map(({ id }) => id)).toContain(later.id);
  expect((await list({ device: "Phone" })).data).toEqual([]);
  expect((await list({ device: "Phone", state: "gone" })).total).toBe(matching.length);
});

test("what was taken out of all that match stays, and single rows of several tenants go together", async () => {
  const { data } = await list({ kind: "person", limit: "5", sort: "tenant" });
  const [left, ...rest] = data;
  if (!left) throw new Error("There is nobody.");
  const filters = { user: data.map(({ userId }) => userId).join(",") };
  const all = (await list(filters)).data;
  const except = [{ tenantId: left.tenantId, tokenIds: [left.id] }];
  const preview = await create({ kind: "fleet", filters, except }, { dryRun: true });
  expect(preview.counts.total).toBe(all.length - 1);
  expect((await itemsOf(preview.id)).map(({ tokenId }) => tokenId)).not.toContain(left.id);
  const single = [...new Set(rest.map(({ tenantId }) => tenantId))].map((tenantId) => ({
    tenantId,
    tokenIds: rest.filter((token) => token.tenantId === tenantId).map(({ id }) => id),
  }));
  const chosen = await create({ kind: "tokens", tokens: single }, { dryRun: true });
  expect(chosen.counts.total).toBe(rest.length);
});

test("what has gone since is not among them, and the console's own and what cannot be read are left out with the reason", async () => {
  const [own, , dead] = tenants;
  if (!own || !dead) throw new Error("The sandbox has too few tenants.");
  const gone = listed(own).find(({ clientId }) => clientId !== own.client.clientId);
  opened.sandbox.state.contents.revoke(own, gone?.id ?? "");
  opened.sandbox.state.faults.add({ host: dead.hostname, status: 500, body: {} });
  const before = await list();
  const preview = await create({ kind: "fleet", filters: {} }, { dryRun: true });
  expect(preview.selection).toBe("All tokens of all connected tenants");
  const causes = new Map(preview.problems.map(({ cause, tokens }) => [cause, tokens]));
  expect(causes.get("already-gone")).toBeUndefined();
  expect(causes.get("not-readable")).toBe((await list({ tenant: dead.id })).total);
  expect(causes.get("console-own")).toBeGreaterThan(0);
  expect(preview.unread).toMatchObject([{ tenantId: dead.id, because: expect.stringContaining("500") }]);
  expect(preview.counts.total + preview.counts.leftOut).toBe((before.total ?? 0) - 1);
});

test("a group's tokens are asked of Qlik person by person, and a viewer takes nothing away", async () => {
  const token = (await list({ kind: "person" })).data.find(({ userEmail }) => userEmail);
  const filters = { user: token?.userEmail ?? "" };
  const preview = await create({ kind: "person", personKey: filters.user }, { dryRun: true });
  expect(preview.counts.total).toBe((await list(filters)).total);
  const asked = opened.sandbox.requests().filter((line) => line.includes("/api/v1/oauth-tokens?"));
  expect(asked.length).toBeGreaterThan(0);
  expect(asked.every((line) => line.includes("userId="))).toBe(true);
  expect(asked.join()).toContain(`userId=${token?.userId}`);
  const refused = await opened.call("POST", "/api/revocations", {
    as: "viewer",
    body: { selection: { kind: "fleet", filters }, dryRun: true },
  });
  expect(refused.status).toBe(403);
  const nonsense = await post({ selection: { kind: "fleet", filters: { lastUsed: "soon" } }, dryRun: true });
  expect([nonsense.status, nonsense.problem().errors?.[0]?.path]).toEqual([
    400,
    expect.stringContaining("lastUsed"),
  ]);
});
