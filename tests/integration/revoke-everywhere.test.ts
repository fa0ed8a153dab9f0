import { beforeEach, expect, test, vi } from "vitest";
import type { RevocationDetail, RevocationItem, RevocationReading } from "@/lib/contracts/revocations";
import { NDJSON, type StreamLine } from "@/lib/contracts/streams";
import {
  connectOrganization,
  connectTenant,
  consoleForTest,
  type OpenConsole,
} from "@/tests/support/console";
import type { SandboxTenant } from "@/tests/support/sandbox";

const EMAIL = "Ana.Weber@example.com";
const HOUR = 3_600_000;

let opened: OpenConsole;
/** Two that were read, and one that is connected after that; there is a fourth that nobody connects. */
let tenants: readonly SandboxTenant[];

beforeEach(async () => {
  opened = await consoleForTest({ tenants: 4, qlikDeadlineMs: 1_500 });
  await connectOrganization(opened);
  await opened.runtime.services.inventory.settled();
  tenants = [0, 1, 2].map((place) => opened.sandbox.tenant(place));
  for (const tenant of tenants) {
    // As the same human signs in to several tenants: another id in each, and not always spelt alike.
    Object.assign(anaIn(tenant), {
      name: "Ana Weber",
      email: at(tenant) === 2 ? EMAIL.toLowerCase() : EMAIL,
    });
    const ids = new Set(tokensOf(tenant).map(({ id }) => id));
    for (const id of ids) contents().revoke(tenant, id);
    for (let issued = 0; issued < 3; issued += 1) issue(tenant);
  }
  const [first, second] = tenants;
  for (const tenant of [first, second]) if (tenant) await connectTenant(opened, tenant);
  await opened.call("POST", "/api/token-inventory/sync", { body: {} });
  await opened.runtime.services.tokenInventory.settled();
  await connectTenant(opened, third());
  opened.sandbox.state.requestLog.clear();
}, 60_000);

const contents = () => opened.sandbox.state.contents;
const at = (tenant: SandboxTenant) => tenants.indexOf(tenant);
const third = () => opened.sandbox.tenant(2);
function anaIn(tenant: SandboxTenant) {
  const ana = contents().usersOf(tenant)[3];
  if (!ana) throw new Error("The sandbox has too few people.");
  return ana;
}
const tokensOf = (tenant: SandboxTenant) =>
  contents()
    .oauthTokensOf(tenant)
    .filter(({ userId }) => userId === anaIn(tenant).id);
const CLIENT = { clientId: "a-client-of-many-tenants", name: "Sales app" };
const issue = (tenant: SandboxTenant) =>
  contents().addOAuthToken(tenant, anaIn(tenant), { ...tenant.client, ...CLIENT }, Date.now() + HOUR);
const everyToken = () => tenants.flatMap((tenant) => tokensOf(tenant).map(({ id }) => id));

const post = (selection: object, more: object = {}, headers: Record<string, string> = {}) =>
  opened.call("POST", "/api/revocations", { as: "operator", body: { selection, ...more }, headers });
async function preview(selection: object): Promise<RevocationDetail> {
  const answer = await post(selection, { dryRun: true });
  if (answer.status !== 201) throw new Error(answer.text);
  return answer.json<RevocationDetail>();
}
const itemsOf = async (id: string) =>
  (await opened.call("GET", `/api/revocations/${id}/items?limit=100`)).json<{ data: RevocationItem[] }>()
    .data;
const frozenIds = async (id: string) => (await itemsOf(id)).map(({ tokenId }) => tokenId).sort();

const everywhere = [
  { of: "a person", selection: { kind: "person", personKey: EMAIL.toLowerCase() } },
  { of: "a client", selection: { kind: "client", clientId: CLIENT.clientId } },
  { of: "a filter", selection: { kind: "fleet", filters: { user: EMAIL } } },
];

test.each(everywhere)(
  "all tokens of $of are read from Qlik now: those issued since, and of tenants that were never read",
  async ({ selection }) => {
    const [first] = tenants;
    if (first) issue(first);
    expect(everyToken()).toHaveLength(10);
    const frozen = await preview(selection);
    expect(frozen.counts).toMatchObject({ total: 10, leftOut: 0 });
    expect(await frozenIds(frozen.id)).toEqual(everyToken().sort());
    expect(frozen.coverage).toEqual({ tenants: 4, connected: 3, readable: 3 });
    expect(frozen.unread).toEqual([]);
    expect((await itemsOf(frozen.id)).every(({ userName }) => userName === "Ana Weber")).toBe(true);
    expect(opened.sandbox.requests().filter((line) => line.startsWith("DELETE"))).toEqual([]);

    // What comes after that is not among what was confirmed.
    const later = issue(third());
    const { id } = (await post({ kind: "preview", revocationId: frozen.id })).json<RevocationDetail>();
    expect(id).toBe(frozen.id);
    opened.runtime.startJobs();
    const get = async () =>
      (await opened.call("GET", `/api/revocations/${id}`, { as: "viewer" })).json<RevocationDetail>();
    await vi.waitFor(async () => expect((await get()).state).toBe("finished"), { timeout: 20_000 });
    expect(await get()).toMatchObject({ counts: { revoked: 10 }, coverage: { tenants: 4, readable: 3 } });
    expect(everyToken()).toEqual([later.id]);
  },
  60_000,
);

test.each(everywhere)(
  "of $of, a tenant that cannot be read is named with the reason, and is not counted as having none",
  async ({ selection }) => {
    const [refusing, hung, open] = tenants;
    if (!refusing || !hung || !open) throw new Error("The sandbox has too few tenants.");
    opened.sandbox.state.faults.add({ host: refusing.hostname, path: "/api/v1/", status: 403, body: {} });
    opened.sandbox.state.faults.add({ host: hung.hostname, path: "/api/v1/", delayMs: 20_000 });
    const frozen = await preview(selection);
    expect(frozen.counts.total).toBe(3);
    expect(frozen.tenants.filter(({ counts }) => counts.total > 0)).toMatchObject([
      { tenantId: open.id, tenantName: open.name },
    ]);
    expect(frozen.coverage).toEqual({ tenants: 4, connected: 3, readable: 1 });
    // What the inventory knows of them is counted, and left out.
    expect(frozen.counts.leftOut).toBe(6);
    const because = new Map(frozen.unread.map((one) => [one.tenantName, one.because]));
    expect([...because.keys()].sort()).toEqual([refusing.name, hung.name].map(String).sort());
    expect(because.get(String(refusing.name))).toMatch(/403|may not|permission/i);
    expect(because.get(String(hung.name))).toMatch(/in time|seconds|answer/i);
  },
  60_000,
);

test("where Qlik does not tell the client of tokens, that is said: they may be this client's", async () => {
  const [silent] = tenants;
  const token = { id: "a-token", tenantId: silent?.id, userId: "somebody" };
  opened.sandbox.state.faults.add({
    host: silent?.hostname ?? "",
    path: "/api/v1/oauth-tokens",
    status: 200,
    // A list that moves while it is read may have one of them twice.
    body: { data: [token, token], links: {} },
  });
  const frozen = await preview({ kind: "client", clientId: CLIENT.clientId });
  expect(frozen.counts).toMatchObject({ total: 6, leftOut: 0 });
  expect(frozen.coverage).toEqual({ tenants: 4, connected: 3, readable: 2 });
  expect(frozen.unread).toEqual([
    {
      tenantId: silent?.id,
      tenantName: silent?.name,
      because: "Qlik does not tell the client of 1 of its tokens; what is not told is not part of this.",
    },
  ]);
});

test("while it is read, whoever waits is told how far it is, and for whom it waits", async () => {
  const [hung] = tenants;
  opened.sandbox.state.faults.add({ host: hung?.hostname ?? "", path: "/api/v1/", delayMs: 20_000 });
  const answer = await post(everywhere[0]?.selection ?? {}, { dryRun: true }, { accept: NDJSON });
  const lines = answer.text
    .split("\n")
    .filter(Boolean)
    .map((line): StreamLine => JSON.parse(line));
  const told = lines.flatMap((line) => (line.type === "event" ? [line.event as RevocationReading] : []));
  expect(told.at(0)).toMatchObject({ tenants: 3, done: 0 });
  expect(told.find(({ done }) => done === 2)).toMatchObject({
    tokens: 6,
    unread: 0,
    waitingFor: [{ tenantId: hung?.id, tenantName: hung?.name }],
  });
  expect(told.at(-1)).toEqual({ tenants: 3, done: 3, unread: 1, tokens: 6, waitingFor: [] });
  expect(lines.at(-1)).toMatchObject({ type: "result", result: { counts: { total: 6 } } });
});

test("by user Qlik is asked for that user's tokens alone, and nobody else's are taken where it answers with more", async () => {
  await preview(everywhere[0]?.selection ?? {});
  const asked = opened.sandbox.requests().filter((line) => line.includes("/api/v1/oauth-tokens?"));
  expect(asked).toHaveLength(3);
  for (const tenant of tenants)
    expect(asked.some((line) => line.includes(`userId=${anaIn(tenant).id}`))).toBe(true);
});

test("ticked rows are these tokens by their ids, whatever came since", async () => {
  const [first] = tenants;
  if (!first) throw new Error("The sandbox has no tenant.");
  const ticked = tokensOf(first).map(({ id }) => id);
  issue(first);
  contents().revoke(first, ticked[0] ?? "");
  const frozen = await preview({ kind: "tokens", tokens: [{ tenantId: first.id, tokenIds: ticked }] });
  expect(frozen).toMatchObject({
    selection: `3 chosen tokens in ${first.name}`,
    counts: { total: 2, leftOut: 1 },
    coverage: null,
    problems: [{ cause: "already-gone", tokens: 1 }],
  });
});

test("a selection is called as people call it", async () => {
  const [first] = tenants;
  const called = async (selection: object) => (await preview(selection)).selection;
  const ana = `Ana Weber (${EMAIL})`;
  const client = CLIENT.clientId;
  expect(await called({ kind: "person", personKey: EMAIL.toLowerCase() })).toBe(`All tokens of ${ana}`);
  expect(await called({ kind: "client", clientId: client })).toBe(`All tokens of the client ${client}`);
  expect(await called({ kind: "user", tenantId: first?.id, userId: first && anaIn(first).id })).toBe(
    `All tokens of ${ana} in ${first?.name}`,
  );
  const filters = { user: first && anaIn(first).id, lastUsed: "over-90d,none", tenant: first?.id };
  expect(await called({ kind: "fleet", filters })).toBe(
    `All tokens of ${ana}, last used more than 90 days ago or without a known use, in ${first?.name}`,
  );
  expect(await called({ kind: "fleet", filters: {} })).toBe("All tokens of all connected tenants");
  const except = [{ tenantId: first?.id, tokenIds: ["one", "two"] }];
  expect(await called({ kind: "fleet", filters: { kind: "person", search: "ana" }, except })).toBe(
    "All tokens of people, found by “ana”, without 2 taken out by hand",
  );
});
