/** @module-tag store */
import { parse } from "csv-parse/sync";
import { beforeEach, expect, test } from "vitest";
import type { ChainReport } from "@/lib/contracts/audit-chain";
import { type AuditEvent, type AuditEventDetail, auditEventFilters } from "@/lib/contracts/audit-events";
import { actorWithoutSession } from "@/lib/server/actor";
import {
  connectOrganization,
  connectTenant,
  consoleForTest,
  type OpenConsole,
} from "@/tests/support/console";
import type { SandboxTenant } from "@/tests/support/sandbox";

const DAY = 24 * 3_600_000;
let opened: OpenConsole;
let tenant: SandboxTenant;
let organizationId: string;

beforeEach(async () => {
  opened = await consoleForTest({ tenants: 2 });
  tenant = opened.sandbox.tenant(0);
  organizationId = await connectOrganization(opened);
  await connectTenant(opened, tenant);
  // Making a console takes its time on a busy machine.
}, 30_000);

type List = { data: AuditEvent[]; total: number | null; nextCursor?: string };
const list = async (query = "") =>
  (await opened.call("GET", `/api/audit-events${query && `?${query}`}`)).json<List>();
const actions = async (query: string) => (await list(query)).data.map(({ action }) => action);
const revoke = (tokenId: string, body?: unknown) =>
  opened.call("DELETE", `/api/tenants/${tenant.id}/oauth-tokens/${tokenId}`, {
    as: "operator",
    ...(body === undefined ? {} : { body }),
  });
const tokenOfAPerson = () => {
  const token = opened.sandbox.state.contents
    .oauthTokensOf(tenant)
    .find(({ clientId }) => clientId !== tenant.client.clientId);
  if (!token) throw new Error("The sandbox has no token.");
  return token;
};
const verify = async (body: unknown = {}) =>
  (await opened.call("POST", "/api/audit-events/verify", { body })).json<ChainReport>();
const admin = () =>
  actorWithoutSession({ id: opened.people.admin, name: "The admin", email: "a@example.com", role: "admin" });

test("entries are filtered by person, act, tenant, object, outcome, request and time", async () => {
  const { id } = tokenOfAPerson();
  const answer = await revoke(id);
  await revoke("unknown-token");
  await opened.call("POST", "/api/organizations", { body: { name: "N", clientId: "a", clientSecret: "b" } });

  expect(await actions(`person=${opened.people.operator}`)).toEqual([
    "oauth-token.revoke",
    "oauth-token.revoke",
  ]);
  expect(await actions("action=tenant.connect,organization.connect")).toHaveLength(3);
  expect(await actions(`tenant=${tenant.id}&action=oauth-token.revoke&outcome=succeeded`)).toEqual([
    "oauth-token.revoke",
  ]);
  expect(await actions("outcome=already-gone")).toEqual(["oauth-token.revoke"]);
  expect(await actions("outcome=failed")).toEqual(["organization.connect"]);
  expect(await actions(`object=${id}`)).toEqual(["oauth-token.revoke"]);
  expect(await actions("object=Northwind%20Analytics")).toEqual(["organization.connect"]);
  expect(await actions(`request=${answer.headers.get("x-request-id")}`)).toEqual(["oauth-token.revoke"]);
  expect(await actions("from=2999-01-01")).toEqual([]);
  expect(await actions("to=2999-01-01T00:00:00Z")).toHaveLength(5);
  for (const [query, path] of [
    ["action=nothing", "action.0"],
    ["outcome=maybe", "outcome.0"],
    ["from=yesterday", "from"],
    ["to=2026-13-40", "to"],
    ["cursor=-1", "cursor"],
    ["persn=ada", "persn"],
    [`search=${Array.from({ length: 11 }, (_, word) => `w${word}`).join("+")}`, "search"],
    ["outcome=failed&outcome=unknown", "outcome"],
  ]) {
    const wrong = await opened.call("GET", `/api/audit-events?${query}`);
    expect([wrong.status, wrong.problem().errors?.[0]?.path]).toEqual([400, path]);
  }
});

test("filtered entries come page by page, each once, by outcome too", async () => {
  for (let index = 0; index < 5; index += 1) await revoke(`unknown-${index}`);
  const seen: string[] = [];
  for (let cursor: string | undefined = ""; cursor !== undefined; ) {
    const page: List = await list(`outcome=already-gone&limit=2${cursor && `&cursor=${cursor}`}`);
    expect(page.total).toBe(5);
    seen.push(...page.data.map(({ object }) => object?.id ?? ""));
    cursor = page.nextCursor;
  }
  expect(seen).toEqual([4, 3, 2, 1, 0].map((index) => `unknown-${index}`));
});

test("why somebody did it is kept in their own words, and the entry opens with its whole record", async () => {
  const { id } = tokenOfAPerson();
  expect((await revoke(id, { reason: "  Laptop stolen, ticket 4711  " })).status).toBe(204);
  const [event] = (await list("action=oauth-token.revoke")).data;
  const answer = await opened.call("GET", `/api/audit-events/${event?.id}`);
  expect(answer.json<AuditEventDetail>()).toMatchObject({
    reason: "Laptop stolen, ticket 4711",
    actor: { role: "operator" },
    session: expect.stringMatching(/^[0-9a-f]{16}$/),
    outcome: "succeeded",
    entries: [
      { stage: "intent", mac: expect.stringMatching(/^[0-9a-f]{64}$/), keyId: expect.any(String) },
      { stage: "outcome", mac: expect.stringMatching(/^[0-9a-f]{64}$/) },
    ],
  });
  const none = await opened.call("GET", "/api/audit-events/nothing");
  expect([none.status, none.problem().code]).toEqual([404, "not_found"]);

  const long = await revoke("another", { reason: "x".repeat(501) });
  expect([long.status, long.problem().errors?.[0]?.path]).toEqual([400, "reason"]);
  await opened.call("DELETE", `/api/tenants/${tenant.id}/credential`, { body: { reason: "Left us" } });
  await opened.call("DELETE", `/api/organizations/${organizationId}`, { body: { reason: "Merged" } });
  expect((await list("limit=2")).data.map(({ reason }) => reason)).toEqual(["Merged", "Left us"]);
});

test("what is filtered is exported as CSV and as JSON Lines, safe against formulas, and the export is an entry", async () => {
  await opened.call("PATCH", `/api/organizations/${organizationId}`, {
    body: { name: '=HYPERLINK("http://x")' },
  });
  await opened.call("PATCH", `/api/organizations/${organizationId}`, {
    body: { name: 'Other; =1+1, "quoted"' },
  });
  const csv = await opened.call("GET", "/api/audit-events/export?action=organization.change");
  expect(csv.headers.get("content-type")).toBe("text/csv; charset=utf-8");
  expect(csv.headers.get("content-disposition")).toMatch(
    /^attachment; filename="castellan-activity-.*\.csv"$/,
  );
  const rows = parse(csv.text, { bom: true, columns: true }) as Record<string, string>[];
  expect(rows.map(({ objectName }) => objectName)).toEqual([
    `'=HYPERLINK("http://x")`,
    "Northwind Analytics",
  ]);
  // Where the list separator is a semicolon, a cell begins behind it.
  expect(csv.text).not.toMatch(/;\s*=/);
  expect((await list("limit=1")).data[0]).toMatchObject({
    action: "audit.export",
    outcome: "succeeded",
    detail: "2 events as CSV where action=organization.change.",
  });

  const lines = await opened.call("GET", "/api/audit-events/export?format=jsonl&action=organization.change");
  const events = lines.text
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as AuditEvent);
  expect(events).toEqual((await list("action=organization.change")).data);
  const none = await opened.call("GET", "/api/audit-events/export?from=2999-01-01");
  expect(parse(none.text, { columns: true })).toEqual([]);
  const wrong = await opened.call("GET", "/api/audit-events/export?format=xls");
  expect([wrong.status, wrong.problem().errors?.[0]?.path]).toEqual([400, "format"]);
  expect((await opened.call("GET", "/api/audit-events/export", { as: "operator" })).status).toBe(403);
});

test("an auditor exports too, until the role is taken away, also in the middle", async () => {
  const cookie = (await opened.signedIn(opened.people.auditor)).cookie;
  expect((await opened.call("GET", "/api/audit-events/export", { cookie })).status).toBe(200);
  const person = { id: opened.people.auditor, name: "The auditor", email: "", role: "auditor" as const };
  const actor = actorWithoutSession(person);
  const file = await opened.runtime.services.auditEvents.export(actor, auditEventFilters.parse({}), "jsonl");
  await opened.call("PATCH", `/api/people/${person.id}`, { body: { role: "viewer" } });
  const read = async () => {
    for await (const chunk of file.chunks) expect(chunk).toBe("nothing may come");
  };
  await expect(read()).rejects.toMatchObject({ code: "forbidden" });
  expect((await opened.call("GET", "/api/audit-events/export", { cookie })).status).toBe(401);
  const told = (await list(`request=${actor.requestId}`)).data;
  expect(told).toMatchObject([{ outcome: "failed", detail: "Broken off after 0 events as JSON Lines." }]);
});

test("nothing is exported while the log cannot be written", async () => {
  opened.sql("CREATE TRIGGER broken BEFORE INSERT ON audit_entries BEGIN SELECT RAISE(ABORT, 'disk'); END");
  const answer = await opened.call("GET", "/api/audit-events/export");
  expect([answer.status, answer.problem().code]).toEqual([503, "unavailable"]);
});

test("an administrator verifies the log from the page: whole, then broken at the entry that was changed", async () => {
  const whole = await verify();
  expect(whole).toMatchObject({ verdict: "whole", entries: 4 });
  const streamed = await opened.call("POST", "/api/audit-events/verify", {
    body: { anchor: `${whole.head?.sequence}:${whole.head?.mac}` },
    headers: { accept: "application/x-ndjson" },
  });
  expect(streamed.lines().map(({ type }) => type)).toEqual(["step", "result"]);
  opened.sql("DROP TRIGGER audit_entries_no_update");
  opened.sql("UPDATE audit_entries SET actorName = 'Somebody else' WHERE sequence = 3");
  expect(await verify()).toMatchObject({ verdict: "broken", at: 3 });
  const wrong = await opened.call("POST", "/api/audit-events/verify", { body: { anchor: "5" } });
  expect([wrong.status, wrong.problem().errors?.[0]?.path]).toEqual([400, "anchor"]);
  expect((await opened.call("POST", "/api/audit-events/verify", { as: "operator", body: {} })).status).toBe(
    403,
  );
});

test("a revocation that nobody saw end is looked up at Qlik by the next start: gone, or still there", async () => {
  const { id } = tokenOfAPerson();
  const gone = { id: "no-longer-there", still: id };
  for (const tokenId of [gone.id, gone.still]) {
    opened.sql(
      `CREATE TRIGGER lost BEFORE INSERT ON audit_entries WHEN NEW.intentId IS NOT NULL BEGIN SELECT RAISE(ABORT, 'died'); END`,
    );
    if (tokenId === id) opened.sandbox.state.faults.add({ method: "DELETE", status: 500 });
    await revoke(tokenId);
    opened.sql("DROP TRIGGER lost");
  }
  opened.sandbox.state.faults.clear();
  expect(await opened.runtime.interruptedActs.resolve()).toBe(0);
  opened.advance(6 * 60_000);
  expect(await opened.runtime.interruptedActs.resolve()).toBe(2);
  expect(await opened.runtime.interruptedActs.resolve()).toBe(0);
  const events = (await list("action=oauth-token.revoke")).data;
  expect(events.map(({ outcome, detail }) => [outcome, detail])).toEqual([
    ["failed", expect.stringMatching(/stopped before .* Qlik still listed the token/)],
    ["succeeded", expect.stringMatching(/stopped before .* no longer listed the token: it is revoked/)],
  ]);
  expect(await verify()).toMatchObject({ verdict: "whole" });
});

test("a revocation that nobody saw end is not called done because a list is empty", async () => {
  const { id } = tokenOfAPerson();
  opened.sql(
    `CREATE TRIGGER lost BEFORE INSERT ON audit_entries WHEN NEW.intentId IS NOT NULL BEGIN SELECT RAISE(ABORT, 'died'); END`,
  );
  opened.sandbox.state.faults.add({ method: "DELETE", status: 403, body: {}, times: 1 });
  await revoke(id);
  opened.sql("DROP TRIGGER lost");
  opened.sandbox.state.faults.add({ path: "/api/v1/oauth-tokens", status: 200, body: { data: [] } });
  opened.advance(6 * 60_000);
  expect(await opened.runtime.interruptedActs.resolve()).toBe(1);
  const [event] = (await list("action=oauth-token.revoke")).data;
  expect([event?.outcome, event?.detail]).toEqual([
    "unknown",
    expect.stringMatching(/could not be found out: .* does not say whether more follows/),
  ]);
});

test("what a revocation of many tokens has sent is left to that revocation, which tells one story of it", async () => {
  const { userId } = tokenOfAPerson();
  opened.sql(
    `CREATE TRIGGER lost BEFORE INSERT ON audit_entries WHEN NEW.intentId IS NOT NULL AND NEW.action = 'oauth-token.revoke' BEGIN SELECT RAISE(ABORT, 'died'); END`,
  );
  const selection = { kind: "user", tenantId: tenant.id, userId };
  const { id } = (
    await opened.call("POST", "/api/revocations", { as: "operator", body: { selection } })
  ).json<{
    id: string;
  }>();
  opened.runtime.startJobs();
  const states = async () => (await opened.store.revocationItems.counts(id)).map(({ state }) => state);
  await expect.poll(states).toEqual(["sent"]);
  opened.advance(6 * 60_000);
  opened.sql("DROP TRIGGER lost");
  expect(await opened.runtime.interruptedActs.resolve()).toBe(0);
  await expect.poll(states, { timeout: 10_000 }).toEqual(["revoked"]);
  expect(await opened.runtime.interruptedActs.resolve()).toBe(0);
  expect(
    opened.sql(
      "SELECT DISTINCT count(*) AS n FROM audit_entries WHERE action = 'oauth-token.revoke' AND intentId IS NOT NULL GROUP BY intentId",
    ),
  ).toEqual([{ n: 1 }]);
});

test("what cannot be asked ends as not known, in words", async () => {
  opened.sql(
    `CREATE TRIGGER lost BEFORE INSERT ON audit_entries WHEN NEW.intentId IS NOT NULL BEGIN SELECT RAISE(ABORT, 'died'); END`,
  );
  await opened.call("PATCH", `/api/organizations/${organizationId}`, { body: { name: "Other" } });
  opened.sql("DROP TRIGGER lost");
  expect(await actions("outcome=unknown")).toEqual(["organization.change"]);
  opened.advance(6 * 60_000);
  await opened.runtime.interruptedActs.resolve();
  expect((await list("outcome=unknown")).data).toMatchObject([
    { action: "organization.change", detail: expect.stringContaining("stopped before it could write down") },
  ]);
});

test("old entries move to a file, the chain goes on, and the file is what was proven", async () => {
  opened.advance(3 * DAY);
  let text = "";
  const sink = async () => ({
    name: "old.jsonl",
    async write(lines: string) {
      text += lines;
    },
    close: async () => undefined,
  });
  const before = new Date(Date.now() + 2 * DAY);
  const { auditChain } = opened.runtime.services;
  const wholeBefore = await auditChain.verify(admin());
  const archived = await auditChain.archive(admin(), new Date(Date.now() + DAY), sink);
  expect(archived).toMatchObject({ entries: 4, sequence: 4 });
  expect(
    text
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line).sequence),
  ).toEqual([1, 2, 3, 4]);
  const after = await auditChain.verify(admin());
  expect(after).toMatchObject({ verdict: "whole", from: 5 });
  expect(after.to).toBeGreaterThan(wholeBefore.to);
  expect(opened.sql("SELECT action, detail FROM audit_entries ORDER BY sequence")).toMatchObject([
    { action: "audit.archive", detail: null },
    { action: "audit.archive", detail: expect.stringContaining("4 entries up to 4") },
  ]);
  await expect(auditChain.archive(admin(), before, sink)).rejects.toMatchObject({ code: "not_found" });
  await expect(auditChain.archive(admin(), new Date(Date.now() + 3 * DAY), sink)).rejects.toMatchObject({
    code: "invalid_input",
  });
});

test("what is not whole is not archived", async () => {
  opened.sql("DROP TRIGGER audit_entries_no_update");
  opened.sql("UPDATE audit_entries SET detail = 'other' WHERE sequence = 2");
  opened.advance(3 * DAY);
  let begun = false;
  const sink = async () => {
    begun = true;
    return { name: "x", write: async () => undefined, close: async () => undefined };
  };
  await expect(
    opened.runtime.services.auditChain.archive(admin(), new Date(Date.now() + DAY), sink),
  ).rejects.toMatchObject({ code: "conflict" });
  expect(begun).toBe(false);
  expect(opened.sql("SELECT count(*) AS n FROM audit_entries WHERE sequence <= 4")).toEqual([{ n: 4 }]);
});
