import { parse } from "csv-parse/sync";
import { expect, test } from "vitest";
import type { AuditEvent, AuditEventDetail } from "@/lib/contracts/audit-events";
import { actorWithoutSession } from "@/lib/server/actor";
import { revocationsForTests } from "@/tests/support/revocations";

const { now, create, finished, work, somebody, others } = revocationsForTests();

const DAY = 24 * 3_600_000;

interface List {
  data: AuditEvent[];
  nextCursor?: string;
}
const list = async (query: string) =>
  (await now.console.call("GET", `/api/audit-events?${query}`)).json<List>();
const idsOf = async (query: string) => (await list(query)).data.map(({ id }) => id);
const parts = async (id: string, query = "") =>
  (await now.console.call("GET", `/api/audit-events/${id}/parts?${query}`)).json<List>();

/** Somebody with tokens, as the sandbox knows them; the console has read the tenant's tokens before. */
async function knownPerson() {
  work();
  await now.console.call("POST", "/api/token-inventory/sync", { as: "operator", body: {} });
  await expect
    .poll(async () => (await now.console.store.tokenSyncs.find(now.tenant.id))?.outcome, { timeout: 10_000 })
    .toBe("succeeded");
  const { userId, ids } = somebody();
  const user = now.console.sandbox.state.contents.usersOf(now.tenant).find(({ id }) => id === userId);
  if (!user?.email) throw new Error("The sandbox has nobody with an e-mail.");
  return { user: { ...user, email: user.email }, ids };
}

async function revokedAll(user: { id: string }, reason: string) {
  const selection = { kind: "user", tenantId: now.tenant.id, userId: user.id };
  const { id } = await create(selection, { reason });
  await finished(id);
  const [event] = (await list("action=revocation.start")).data;
  if (!event) throw new Error("The log knows nothing of it.");
  return event;
}

test("a revocation of many is one entry, which opens to each token with its user, client, tenant and outcome", async () => {
  const { user, ids } = await knownPerson();
  const event = await revokedAll(user, "Left the company");
  expect(event.tokens).toMatchObject({ total: ids.length, revoked: ids.length, failed: 0 });
  expect((await list("limit=100")).data.filter(({ action }) => action === "oauth-token.revoke")).toEqual([]);

  const { data } = await parts(event.id);
  expect(data.map(({ object }) => object?.id).sort()).toEqual([...ids].sort());
  expect(data[0]).toMatchObject({
    action: "oauth-token.revoke",
    partOf: event.id,
    tenantId: now.tenant.id,
    reason: "Left the company",
    outcome: "succeeded",
    owner: {
      user: { id: user.id, name: user.name, email: user.email },
      client: { id: expect.any(String) },
      host: now.tenant.hostname,
    },
    qlik: { host: now.tenant.hostname, status: 204 },
  });
  const [first] = ids;
  expect((await parts(event.id, `search=${first}`)).data).toHaveLength(1);
  expect((await parts(event.id, "outcome=failed")).data).toEqual([]);
  const one = await parts(event.id, "limit=1");
  expect(one.data).toHaveLength(1);
  if (ids.length > 1)
    expect((await parts(event.id, `limit=100&cursor=${one.nextCursor}`)).data).toHaveLength(ids.length - 1);

  const detail = await now.console.call("GET", `/api/audit-events/${data[0]?.id}`);
  expect(detail.json<AuditEventDetail>().entries).toHaveLength(2);
});

test("whose a token was is kept as Qlik told it, also where the console has never read the tenant", async () => {
  work();
  const { userId } = somebody();
  const user = now.console.sandbox.state.contents.usersOf(now.tenant).find(({ id }) => id === userId);
  const event = await revokedAll({ id: userId }, "Left before anybody looked");
  expect((await parts(event.id)).data[0]?.owner?.user).toEqual({
    id: userId,
    name: user?.name,
    email: user?.email,
  });
  expect(await idsOf(`search=${user?.email}&action=revocation.start`)).toEqual([event.id]);
});

test("a person, client, tenant, reason or token finds the revocation that took their tokens away", async () => {
  const { user, ids } = await knownPerson();
  const { clientId } = others().find(({ userId }) => userId === user.id) ?? {};
  const event = await revokedAll(user, "Łukasz’ laptop was stolen, 100% sure");
  const [name = ""] = user.name.split(" ");
  for (const search of [
    user.email,
    user.email.toUpperCase(),
    user.id,
    `"${user.name}"`,
    `${name} stolen`,
    "lukasz' laptop",
    "100%",
    clientId ?? "",
    now.tenant.id,
    now.tenant.hostname,
    `"${now.tenant.name}"`,
    ids[0] ?? "",
  ])
    expect([search, await idsOf(`search=${encodeURIComponent(search)}&action=revocation.start`)]).toEqual([
      search,
      [event.id],
    ]);
  expect(await idsOf(`user=${user.id}`)).toEqual([event.id]);
  expect(await idsOf(`client=${clientId}&action=oauth-token.revoke`)).toEqual([event.id]);
  expect(await idsOf(`tenant=${now.tenant.id}&action=revocation.start`)).toEqual([event.id]);
  expect(await idsOf(`object=${ids[0]}`)).toEqual([event.id]);
  expect(await idsOf("search=nobody-of-this-name")).toEqual([]);
  expect(await idsOf("search=_")).toEqual([]);

  const csv = await now.console.call("GET", `/api/audit-events/export?search=${user.email}`);
  const rows = parse(csv.text, { bom: true, columns: true }) as Record<string, string>[];
  expect(rows).toHaveLength(ids.length + 1);
  expect(rows[1]).toMatchObject({
    partOf: event.id,
    tokenUserEmail: user.email,
    tokenUserName: user.name,
    tokenUserId: user.id,
    tokenClientId: expect.any(String),
    tenantHost: now.tenant.hostname,
    qlikStatus: "204",
  });
});

test("an entry whose token failed is found by that, and shows whose it was", async () => {
  const { user, ids } = await knownPerson();
  now.console.sandbox.state.faults.add({ method: "DELETE", status: 403 });
  const event = await revokedAll(user, "Refused");
  expect(event.tokens).toMatchObject({ failed: ids.length });
  expect(await idsOf("outcome=failed&action=revocation.start")).toEqual([event.id]);
  expect((await parts(event.id, "outcome=failed")).data[0]?.owner?.user?.email).toBe(user.email);
});

test("a single revocation tells whose token it was and what Qlik answered", async () => {
  const { user, ids } = await knownPerson();
  const [id] = ids;
  await now.console.call("DELETE", `/api/tenants/${now.tenant.id}/oauth-tokens/${id}`, { as: "operator" });
  const [event] = (await list(`search=${user.email}`)).data;
  expect(event).toMatchObject({
    action: "oauth-token.revoke",
    partOf: null,
    tokens: null,
    owner: { user: { id: user.id, name: user.name, email: user.email } },
    qlik: { status: 204 },
  });
  await now.console.call("DELETE", `/api/tenants/${now.tenant.id}/oauth-tokens/${id}`, { as: "operator" });
  expect((await list("outcome=already-gone")).data[0]).toMatchObject({ qlik: { status: 404 } });
});

test("what is archived is searched no more, and a revocation is not archived without its tokens", async () => {
  const { user } = await knownPerson();
  const event = await revokedAll(user, "Archived later");
  now.console.advance(3 * DAY);
  let text = "";
  const sink = async () => ({
    name: "old.jsonl",
    async write(lines: string) {
      text += lines;
    },
    close: async () => undefined,
  });
  const admin = actorWithoutSession({
    id: now.console.people.admin,
    name: "The admin",
    email: "a@example.com",
    role: "admin",
  });
  await now.console.runtime.services.auditChain.archive(admin, new Date(Date.now() + DAY), sink);
  expect(text).toContain(user.email);
  expect(await now.console.store.auditEntries.find(event.id)).toBeUndefined();
  expect(
    now.console.sql(`SELECT count(*) AS n FROM audit_texts WHERE text LIKE '%${user.email.toLowerCase()}%'`),
  ).toEqual([{ n: 0 }]);
  expect(await now.console.runtime.services.auditChain.verify(admin)).toMatchObject({ verdict: "whole" });
});
