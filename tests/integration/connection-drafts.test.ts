import { expect, test } from "vitest";
import type { ConnectionDraft } from "@/lib/contracts/connection-drafts";
import { csvHeadings, csvLines } from "@/lib/contracts/csv";
import { connectOrganization, consoleForTest, type OpenConsole } from "@/tests/support/console";
import type { SandboxTenant } from "@/tests/support/sandbox";

const lineOf = ({ hostname, client }: SandboxTenant, secret = client.clientSecret) =>
  [hostname, client.clientId, secret].join(",");

const create = ({ call }: OpenConsole, body: unknown, as: "admin" | "operator" = "admin") =>
  call("POST", "/api/connection-drafts", { body, as });

async function draftOf(opened: OpenConsole, csv: string): Promise<ConnectionDraft> {
  const answer = await create(opened, { csv });
  if (answer.status !== 201) throw new Error(answer.text);
  return answer.json<ConnectionDraft>();
}

async function checked(
  opened: OpenConsole,
  id: string,
  rowIds?: readonly string[],
): Promise<ConnectionDraft> {
  await opened.call("POST", `/api/connection-drafts/${id}/check`, { body: rowIds ? { rowIds } : {} });
  await opened.runtime.services.connectionDrafts.settled();
  return (await opened.call("GET", `/api/connection-drafts/${id}`)).json<ConnectionDraft>();
}

const states = ({ rows }: ConnectionDraft) => rows.map(({ line, state }) => `${line} ${state}`);
const active = (opened: OpenConsole, count: number) =>
  opened.sandbox.state.estate
    .tenants()
    .map((_, index) => opened.sandbox.tenant(index))
    .filter(({ status, organization }) => status === "active" && organization !== null)
    .slice(0, count);

test("30 tenants are connected by one file; five that fail in five ways do not hold up the others", async () => {
  const opened = await consoleForTest({ tenants: 45 });
  await connectOrganization(opened);
  const good = active(opened, 28);
  const [wrongSecret, narrow, missing] = good.slice(25);
  if (!wrongSecret || !narrow || !missing) throw new Error("The sandbox has too few tenants.");
  const deactivated = opened.sandbox.state.estate.tenants().find(({ status }) => status === "deactivated");
  const csv = [
    "Hostname;Client ID;Client secret",
    ...good.slice(0, 25).map((tenant) => lineOf(tenant).replaceAll(",", ";")),
    lineOf(wrongSecret, "not-the-secret").replaceAll(",", ";"),
    `${narrow.hostname};${narrow.client.clientId};`,
    "https://evil.example.com;abc;def",
    "no-such-tenant.eu.qlikcloud.com;abc;def",
    `${deactivated?.hostnames[0]};${deactivated?.client.clientId};${deactivated?.client.clientSecret}`,
  ].join("\n");
  opened.sandbox.state.requestLog.clear();
  const draft = await draftOf(opened, csv);
  expect(opened.sandbox.requests()).toEqual([]);
  expect(draft.counts).toEqual({ ready: 28, checking: 0, failed: 2, stored: 0 });
  const after = await checked(opened, draft.id);
  expect(after.counts).toEqual({ ready: 0, checking: 0, failed: 5, stored: 25 });
  const failed = after.rows.filter(({ state }) => state === "failed");
  expect(failed.map(({ line }) => line)).toEqual([27, 28, 29, 30, 31]);
  expect(new Set(failed.map(({ problem }) => problem?.message)).size).toBe(5);
  expect(failed[4]?.problem?.message).toMatch(/deactivated/);
  expect(opened.sql("SELECT count(*) AS n FROM credentials WHERE level = 'tenant'")).toEqual([{ n: 25 }]);
  expect(opened.sql("SELECT count(*) AS n FROM tenants WHERE connection = 'connected'")).toEqual([{ n: 25 }]);
  // One entry per tenant that was tried, failed ones too.
  expect(
    opened.sql(
      "SELECT count(*) AS n FROM audit_entries WHERE action = 'tenant.connect' AND intentId IS NULL",
    ),
  ).toEqual([{ n: 28 }]);
});

test("a row is mended in place and tried again, without touching what is stored", async () => {
  const opened = await consoleForTest({ tenants: 4 });
  const [one, other] = active(opened, 2);
  if (!one || !other) throw new Error("The sandbox has too few tenants.");
  const first = await checked(
    opened,
    (await draftOf(opened, [lineOf(one), lineOf(other, "outdated")].join("\n"))).id,
  );
  expect(states(first)).toEqual(["1 stored", "2 failed"]);
  const [stored, failed] = first.rows;
  const change = (rowId: string | undefined, body: unknown) =>
    opened.call("PATCH", `/api/connection-drafts/${first.id}/rows/${rowId}`, { body });
  expect((await change(stored?.id, { clientSecret: "other" })).status).toBe(409);
  const wrong = await change(failed?.id, { hostname: "127.0.0.1" });
  expect([wrong.status, wrong.problem().errors?.[0]?.path]).toEqual([400, "hostname"]);
  const mended = (
    await change(failed?.id, { clientSecret: other.client.clientSecret })
  ).json<ConnectionDraft>();
  expect(states(mended)).toEqual(["1 stored", "2 ready"]);
  expect(states(await checked(opened, first.id, [failed?.id ?? ""]))).toEqual(["1 stored", "2 stored"]);
});

test("secrets go in and never come back: not in answers, not in the log, not in the database", async () => {
  const opened = await consoleForTest({ tenants: 3 });
  const canary = "canary-of-the-draft-7f3a";
  const [tenant] = active(opened, 1);
  if (!tenant) throw new Error("The sandbox has too few tenants.");
  const answer = await create(opened, { csv: lineOf(tenant, canary) });
  const { id } = answer.json<ConnectionDraft>();
  await checked(opened, id);
  const list = await opened.call("GET", "/api/connection-drafts");
  const one = await opened.call("GET", `/api/connection-drafts/${id}`);
  for (const text of [answer.text, list.text, one.text, opened.logged()]) expect(text).not.toContain(canary);
  expect(opened.sql("SELECT sealedSecret FROM connection_draft_rows")[0]?.sealedSecret).toMatch(/^c\d\./);
  expect(opened.content()).not.toContain(canary);
  const wrong = await create(opened, { csv: `hostname,client id\nx.eu.qlikcloud.com,"${canary}` });
  expect([wrong.status, wrong.text.includes(canary)]).toEqual([400, false]);
});

test("a secret leaves the draft as soon as its tenant is connected, and with the draft when that is given up", async () => {
  const opened = await consoleForTest({ tenants: 3 });
  const [one, other] = active(opened, 2);
  if (!one || !other) throw new Error("The sandbox has too few tenants.");
  const { id } = await draftOf(opened, [lineOf(one), lineOf(other, "outdated")].join("\n"));
  await checked(opened, id);
  expect(
    opened.sql("SELECT line, sealedSecret IS NULL AS gone FROM connection_draft_rows ORDER BY line"),
  ).toEqual([
    { line: 1, gone: 1 },
    { line: 2, gone: 0 },
  ]);
  expect((await opened.call("DELETE", `/api/connection-drafts/${id}`)).status).toBe(204);
  expect(opened.sql("SELECT id FROM connection_draft_rows")).toEqual([]);
  expect((await opened.call("GET", `/api/connection-drafts/${id}`)).status).toBe(404);
  expect((await opened.call("GET", `/api/tenants/${one.id}`)).status).toBe(200);
});

test("one client is given once for several tenants, and each is checked and stored by itself", async () => {
  const opened = await consoleForTest({ tenants: 6 });
  await connectOrganization(opened);
  const chosen = active(opened, 3);
  const client = chosen[0]?.client;
  const answer = await create(opened, {
    clientId: client?.clientId,
    clientSecret: client?.clientSecret,
    tenantIds: chosen.map(({ id }) => id),
  });
  const draft = answer.json<ConnectionDraft>();
  expect(draft.rows.map(({ tenantId }) => tenantId)).toEqual(chosen.map(({ id }) => id));
  // The sandbox's clients are good for one tenant each, so the others tell that they refuse it.
  expect(states(await checked(opened, draft.id))).toEqual(["1 stored", "2 failed", "3 failed"]);
  const unknown = await create(opened, { ...client, tenantIds: ["nobody"] });
  expect([unknown.status, unknown.problem().errors?.[0]?.path]).toEqual([400, "tenantIds.0"]);
});

test("a tenant that stands twice in a file is taken once; the other row says where the first is", async () => {
  const opened = await consoleForTest({ tenants: 3 });
  const [tenant] = active(opened, 1);
  if (!tenant) throw new Error("The sandbox has too few tenants.");
  const { rows } = await draftOf(opened, [lineOf(tenant), lineOf(tenant, "another")].join("\r\n"));
  expect(rows.map(({ state, problem }) => [state, problem?.message ?? null])).toEqual([
    ["ready", null],
    ["failed", "The same tenant stands in line 1 already."],
  ]);
});

test("whoever looks while a check runs sees all that is still to come; giving up stops it", async () => {
  const opened = await consoleForTest({ tenants: 20 });
  const tenants = active(opened, 16);
  const { id } = await draftOf(opened, tenants.map((tenant) => lineOf(tenant)).join("\n"));
  opened.sandbox.state.settings.change({ latencyMs: 100 });
  const begun = await opened.call("POST", `/api/connection-drafts/${id}/check`, { body: {} });
  expect(begun.json<ConnectionDraft>().counts).toEqual({ ready: 0, checking: 16, failed: 0, stored: 0 });
  // A second press has nothing left to take.
  await opened.call("POST", `/api/connection-drafts/${id}/check`, { body: {} });
  expect((await opened.call("DELETE", `/api/connection-drafts/${id}`)).status).toBe(204);
  await opened.runtime.services.connectionDrafts.settled();
  // Eight are checked at a time, and those had begun.
  expect(
    opened.sql(
      "SELECT count(*) AS n FROM audit_entries WHERE action = 'tenant.connect' AND intentId IS NULL",
    ),
  ).toEqual([{ n: 8 }]);
});

test("a check that a killed process left behind can be begun again", async () => {
  const opened = await consoleForTest({ tenants: 3 });
  const [tenant] = active(opened, 1);
  if (!tenant) throw new Error("The sandbox has too few tenants.");
  const { id } = await draftOf(opened, lineOf(tenant));
  const begunBefore = (minutes: number) =>
    opened.sql(
      "UPDATE connection_draft_rows SET state = 'checking', checkingSince = ?",
      new Date(Date.now() - minutes * 60_000).toISOString(),
    );
  begunBefore(1);
  expect(states(await checked(opened, id))).toEqual(["1 checking"]);
  begunBefore(6);
  expect(states(await checked(opened, id))).toEqual(["1 stored"]);
});

test("files that are none are refused with what is wrong, and operators may not give any", async () => {
  const opened = await consoleForTest({ tenants: 1 });
  const refused = async (csv: string) => {
    const answer = await create(opened, { csv });
    return [answer.status, answer.problem().detail];
  };
  expect(await refused("   ")).toEqual([400, expect.any(String)]);
  expect(await refused("hostname,client id\na,b")).toEqual([
    400,
    "The headings must name hostname, client ID and client secret.",
  ]);
  expect(await refused("hostname,clientId,clientSecret\n")).toEqual([
    400,
    "There is no row below the headings.",
  ]);
  expect((await refused('a,"b\nc'))[1]).toMatch(/quotes do not match/);
  expect((await refused("a,b,c;d;e"))[1]).toMatch(/not plain how the cells .* are divided/);
  expect((await refused("hostname,client id,secret,client secret\na,b,c,d"))[1]).toMatch(/Two headings/);
  expect((await refused(Buffer.from("a,b,c", "utf16le").toString()))[1]).toMatch(/UTF-16/);
  expect((await refused(Buffer.from("a,b,caf\xe9", "latin1").toString()))[1]).toMatch(/UTF-8/);
  expect((await refused("x,y,z\n".repeat(2001)))[0]).toBe(400);
  expect((await create(opened, { csv: "a,b,c" }, "operator")).status).toBe(403);
  expect(opened.sql("SELECT id FROM connection_drafts")).toEqual([]);
});

test("checks that take longer than a recent sign-in lasts are one act, and were asked for once", async () => {
  const opened = await consoleForTest({ tenants: 20 });
  const draft = await draftOf(
    opened,
    active(opened, 12)
      .map((tenant) => lineOf(tenant))
      .join("\n"),
  );
  await opened.call("POST", `/api/connection-drafts/${draft.id}/check`, { body: {} });
  // Eight are under way; the others come to their turn later than that.
  opened.advance(6 * 60_000);
  await opened.runtime.services.connectionDrafts.settled();
  const after = opened.sql("SELECT state, problem FROM connection_draft_rows WHERE state <> 'stored'");
  expect(after).toEqual([]);
});

test("a file has one separator, and what has more cells than headings is an error that names the line", async () => {
  const opened = await consoleForTest({ tenants: 1 });
  const heading = "hostname,client id,client secret";
  const { rows } = await draftOf(opened, `\n${heading}\nx.eu.qlikcloud.com,i;d,se;cret\n`);
  expect(rows).toMatchObject([{ line: 3, clientId: "i;d", hasSecret: true }]);
  const answer = await create(opened, { csv: `${heading}\na,b,c\nx.eu.qlikcloud.com,id,canary-1,canary-2` });
  expect([answer.status, answer.problem().detail]).toEqual([
    400,
    expect.stringMatching(/^Line 3 has more cells than there are headings/),
  ]);
  expect(answer.text).not.toMatch(/canary/);
});

test("hostnames and client IDs of our own files are read as what they were", async () => {
  const opened = await consoleForTest({ tenants: 1 });
  const file = csvHeadings(["Hostname", "Client ID", "Client secret"]) + csvLines([["x", "-id;=1", "s"]]);
  const { rows } = await draftOf(opened, file);
  expect(rows.map(({ clientId }) => clientId)).toEqual(["-id;=1"]);
});
