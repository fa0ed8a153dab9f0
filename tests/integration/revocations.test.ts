/** @module-tag store */
import { parse } from "csv-parse/sync";
import { expect, test } from "vitest";
import type { AuditEvent } from "@/lib/contracts/audit-events";
import type { Revocation } from "@/lib/contracts/revocations";
import { connectTenant } from "@/tests/support/console";
import { revocationsForTests } from "@/tests/support/revocations";

const {
  now,
  isOwn,
  listed,
  others,
  stillThere,
  deletions,
  post,
  create,
  get,
  finished,
  work,
  somebody,
  events,
} = revocationsForTests();

test("a dry run tells what would be revoked, leaves the console's own tokens out, and changes nothing", async () => {
  const preview = await create({ kind: "tenant", tenantId: now.tenant.id }, { dryRun: true });
  const own = listed().length - others().length;
  expect(preview).toMatchObject({
    state: "preview",
    selection: `All tokens of the tenant ${now.tenant.name}`,
    counts: { total: others().length, leftOut: own, pending: others().length, revoked: 0 },
    problems: [{ state: "left-out", cause: "console-own", tokens: own }],
  });
  expect(own).toBeGreaterThan(0);
  expect(preview.secondsLeft).toBeGreaterThan(0);
  expect(preview.people.reduce((sum, { tokens }) => sum + tokens, 0)).toBe(others().length);
  expect(preview.people.every(({ userName }) => userName !== "")).toBe(true);
  expect(deletions()).toEqual([]);
  expect(await events()).toEqual([]);
  const list = (await now.console.call("GET", "/api/revocations")).json<{ data: Revocation[] }>();
  expect(list.data).toEqual([]);
});

test("what was previewed is revoked, token by token, and nothing that came later", async () => {
  const { userId, ids } = somebody();
  const preview = await create({ kind: "user", tenantId: now.tenant.id, userId }, { dryRun: true });
  const { state } = now.console.sandbox;
  const owner = state.contents.usersOf(now.tenant).find(({ id }) => id === userId);
  if (!owner) throw new Error("The sandbox forgot a person.");
  const later = state.contents.addOAuthToken(now.tenant, owner, now.tenant.client, Date.now() + 3_600_000);

  work();
  const started = await create({ kind: "preview", revocationId: preview.id }, { reason: "Laptop stolen" });
  expect(started.id).toBe(preview.id);
  const ended = await finished(started.id);
  expect(ended).toMatchObject({
    reason: "Laptop stolen",
    person: { email: "operator@example.com" },
    counts: { total: ids.length, revoked: ids.length, pending: 0, failed: 0 },
    secondsLeft: null,
  });
  expect(stillThere(ids)).toEqual([]);
  expect(stillThere([later.id])).toEqual([later.id]);
  expect(deletions().length).toBe(ids.length);
});

test("each token has its intent and its outcome in the audit log, under the name of who started it", async () => {
  const { userId, ids } = somebody();
  work();
  const preview = await create({ kind: "user", tenantId: now.tenant.id, userId }, { dryRun: true });
  const selection = { kind: "preview", revocationId: preview.id };
  await finished((await create(selection, { reason: "Laptop stolen" })).id);
  const written = await events();
  expect(written.map(({ object }) => object?.id).sort()).toEqual([...ids].sort());
  expect(written.every(({ outcome }) => outcome === "succeeded")).toBe(true);
  expect(new Set(written.map(({ actor }) => `${actor.email}, ${actor.role}`))).toEqual(
    new Set(["operator@example.com, operator"]),
  );
  expect(new Set(written.map(({ reason }) => reason))).toEqual(new Set(["Laptop stolen"]));
  const [start] = (await now.console.call("GET", "/api/audit-events?action=revocation.start")).json<{
    data: AuditEvent[];
  }>().data;
  // An entry's neighbours are those of its request, and the preview was another one.
  expect(new Set(written.map(({ requestId }) => requestId))).toEqual(new Set([start?.requestId]));
  expect(
    now.console.sql(
      "SELECT count(*) AS n FROM audit_entries WHERE action = 'oauth-token.revoke' AND outcome IS NULL",
    ),
  ).toEqual([{ n: ids.length }]);
});

test("single tokens of several tenants are revoked; those that are gone or cannot be reached are left out, with the reason", async () => {
  const second = now.console.sandbox.tenant(1);
  await connectTenant(now.console, second);
  const [one, gone] = others();
  const [two] = others(second);
  if (!one || !gone || !two) throw new Error("The sandbox has too few tokens.");
  now.console.sandbox.state.contents.revoke(now.tenant, gone.id);
  work();
  const started = await create({
    kind: "tokens",
    tokens: [
      { tenantId: now.tenant.id, tokenIds: [one.id, gone.id, one.id] },
      { tenantId: second.id, tokenIds: [two.id] },
      { tenantId: "nobody-knows-it", tokenIds: ["x"] },
    ],
  });
  const ended = await finished(started.id);
  expect(ended.counts).toMatchObject({ total: 2, leftOut: 2, revoked: 2 });
  expect(ended.problems.map(({ cause, tokens }) => [cause, tokens]).sort()).toEqual([
    ["already-gone", 1],
    ["not-connected", 1],
  ]);
  expect([...stillThere([one.id]), ...stillThere([two.id], second)]).toEqual([]);
});

test("a token that vanishes between the preview and the start is calmly called already gone", async () => {
  const { userId, ids } = somebody();
  const preview = await create({ kind: "user", tenantId: now.tenant.id, userId }, { dryRun: true });
  now.console.sandbox.state.contents.revoke(now.tenant, ids[0] ?? "");
  work();
  await create({ kind: "preview", revocationId: preview.id });
  expect((await finished(preview.id)).counts).toMatchObject({
    alreadyGone: 1,
    revoked: ids.length - 1,
    failed: 0,
  });
});

test("pressing twice starts one revocation, also at the same moment", async () => {
  const { userId, ids } = somebody();
  const body = {
    selection: { kind: "user", tenantId: now.tenant.id, userId },
    idempotencyKey: "pressed-once",
  };
  const answers = await Promise.all([post("", body), post("", body), post("", body)]);
  const started = answers.map((answer) => answer.json<Revocation>().id);
  expect(new Set(started).size).toBe(1);
  expect((await post("", body)).json<Revocation>().id).toBe(started[0]);
  work();
  await finished(started[0] ?? "");
  expect(deletions().length).toBe(ids.length);
});

test("a viewer sees revocations and can start, pause and cancel none", async () => {
  const body = { selection: { kind: "tenant", tenantId: now.tenant.id } };
  expect((await post("", body, "viewer")).status).toBe(403);
  const { id } = await create(body.selection);
  for (const command of ["pause", "resume", "retry", "cancel"])
    expect((await post(`/${id}/${command}`, {}, "viewer")).status, command).toBe(403);
  expect((await get(id)).state).toBe("running");
  expect(deletions()).toEqual([]);
});

test("a preview of somebody else cannot be started, and none can be started twice", async () => {
  const preview = await create({ kind: "tenant", tenantId: now.tenant.id }, { dryRun: true });
  const start = { selection: { kind: "preview", revocationId: preview.id } };
  expect((await post("", start, "admin")).problem().code).toBe("forbidden");
  expect((await post("", start)).status).toBe(201);
  expect((await post("", start)).problem().code).toBe("conflict");
});

test("a selection in which nothing is left to revoke is refused in words", async () => {
  const own = listed().find((token) => isOwn(token));
  const answer = await post("", {
    selection: { kind: "tokens", tokens: [{ tenantId: now.tenant.id, tokenIds: [own?.id] }] },
  });
  expect([answer.status, answer.problem().detail]).toEqual([
    400,
    expect.stringContaining("nothing to revoke"),
  ]);
});

test("the console's own tokens are revoked when they are ticked, and the work goes on with a new one", async () => {
  const all = listed().map(({ id }) => id);
  work();
  const { id } = await create({ kind: "tenant", tenantId: now.tenant.id }, { includeConsoleOwn: true });
  expect((await finished(id)).counts).toMatchObject({ leftOut: 0, failed: 0, pending: 0 });
  expect(stillThere(all)).toEqual([]);
});

test("a paused revocation sends nothing until it is resumed; a cancelled one gives up the rest", async () => {
  const { id } = await create({ kind: "tenant", tenantId: now.tenant.id });
  expect((await post(`/${id}/pause`)).json<Revocation>().state).toBe("paused");
  const second = now.console.sandbox.tenant(1);
  await connectTenant(now.console, second);
  const cancelled = await create({ kind: "tenant", tenantId: second.id });
  await post(`/${cancelled.id}/cancel`);
  expect(await get(cancelled.id)).toMatchObject({
    state: "cancelled",
    counts: { cancelled: cancelled.counts.total, pending: 0 },
    secondsLeft: null,
  });

  work();
  // A round of the worker has passed when another revocation is through.
  const [other, ...spared] = others(second);
  const tokens = [{ tenantId: second.id, tokenIds: [other?.id] }];
  await finished((await create({ kind: "tokens", tokens })).id);
  expect(stillThere(others().map(({ id }) => id)).length).toBe(others().length);
  expect(others(second)).toEqual(spared);

  expect((await post(`/${id}/resume`)).status).toBe(200);
  await finished(id);
  expect((await post(`/${id}/cancel`)).problem().code).toBe("conflict");
});

test("a report holds every token with what became of it, safe to open in a spreadsheet", async () => {
  const { userId, ids } = somebody();
  work();
  const { id } = await create({ kind: "user", tenantId: now.tenant.id, userId });
  await finished(id);
  const csv = await now.console.call("GET", `/api/revocations/${id}/report`, { as: "viewer" });
  expect(csv.headers.get("content-disposition")).toMatch(/attachment; filename="revocation-.*\.csv"/);
  const [head, ...lines]: string[][] = parse(csv.text, { bom: true });
  expect(head?.slice(0, 3)).toEqual(["Token ID", "Status", "Tenant"]);
  expect(lines.map((line) => line.slice(0, 2).join()).sort()).toEqual(
    ids.map((tokenId) => `${tokenId},revoked`).sort(),
  );
  const json = await now.console.call("GET", `/api/revocations/${id}/report?format=json`, { as: "viewer" });
  expect(
    json
      .json<{ tokenId: string }[]>()
      .map(({ tokenId }) => tokenId)
      .sort(),
  ).toEqual([...ids].sort());
  expect((await now.console.call("GET", "/api/revocations/none/report")).status).toBe(404);
});

test("bad selections are refused with the field and the reason, and nothing is asked at Qlik", async () => {
  for (const selection of [
    { kind: "everything" },
    { kind: "tokens", tokens: [] },
    { kind: "tokens", tokens: [{ tenantId: now.tenant.id, tokenIds: [] }] },
    { kind: "user", tenantId: now.tenant.id },
  ])
    expect((await post("", { selection })).status, JSON.stringify(selection)).toBe(400);
  expect((await post("", { selection: { kind: "tenant", tenantId: "nobody" } })).status).toBe(404);
  expect((await post("", { selection: { kind: "preview", revocationId: "none" } })).status).toBe(404);
  expect((await post("/none/pause")).status).toBe(404);
  expect(now.console.sandbox.requests()).toEqual([]);
});
