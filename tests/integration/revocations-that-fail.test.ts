import { expect, test, vi } from "vitest";
import type { Revocation, RevocationDetail } from "@/lib/contracts/revocations";
import { connectTenant } from "@/tests/support/console";
import { takeHandles } from "@/tests/support/no-handles";
import { revocationsForTests } from "@/tests/support/revocations";

const { now, others, stillThere, deletions, post, create, get, finished, work, somebody, events } =
  revocationsForTests();

test("what Qlik refuses is told once with its cause, does not stop the rest, and can be tried again", async () => {
  const { userId, ids } = somebody();
  const [first] = ids;
  now.console.sandbox.state.faults.add({
    method: "DELETE",
    path: `/api/v1/oauth-tokens/${first}`,
    status: 403,
    body: { errors: [{ code: "AUTH-7", title: "Forbidden" }], traceId: "trace-9" },
    times: 1,
  });
  work();
  const { id } = await create({ kind: "user", tenantId: now.tenant.id, userId });
  const ended = await finished(id);
  expect(ended.counts).toMatchObject({ revoked: ids.length - 1, failed: 1 });
  expect(ended.problems).toMatchObject([
    {
      state: "failed",
      cause: "forbidden",
      tokens: 1,
      tenants: [{ tenantId: now.tenant.id, tenantName: now.tenant.name }],
      qlik: { status: 403, code: "AUTH-7", traceId: "trace-9" },
    },
  ]);
  const items = (await now.console.call("GET", `/api/revocations/${id}/items?state=failed`)).json<{
    data: { tokenId: string; message: string }[];
  }>();
  expect(items.data.map(({ tokenId }) => tokenId)).toEqual([first]);

  expect((await post(`/${id}/retry`)).json<Revocation>().state).toBe("running");
  expect((await finished(id)).counts).toMatchObject({ revoked: ids.length, failed: 0 });
  expect((await post(`/${id}/retry`)).problem().code).toBe("conflict");
});

test("when Qlik's answer is lost, Qlik is asked what became of the token", async () => {
  const { userId, ids } = somebody();
  now.console.sandbox.state.faults.add({
    method: "DELETE",
    status: 502,
    headers: { "content-type": "text/html" },
    body: "<p>",
    times: 3,
  });
  work();
  const { id } = await create({ kind: "user", tenantId: now.tenant.id, userId });
  await finished(id);
  expect(stillThere(ids)).toEqual([]);
  const written = await events();
  expect(written.filter(({ outcome }) => outcome === "unknown")).toEqual([]);
  expect(
    new Set(written.filter(({ outcome }) => outcome === "succeeded").map(({ object }) => object?.id)).size,
  ).toBe(ids.length);
});

test("a secret that was replaced at Qlik parks the tenant with the reason; with the new one the work goes on", async () => {
  const { userId, ids } = somebody();
  const preview = await create({ kind: "user", tenantId: now.tenant.id, userId }, { dryRun: true });
  const { estate } = now.console.sandbox.state;
  estate.changeTenant(now.tenant.id, { clientSecret: "changed-at-qlik" });
  now.console.advance(7 * 3_600_000);
  const { cookie } = await now.console.signedIn(now.console.people.admin);
  work();
  const asOperator = await now.console.signedIn(now.console.people.operator);
  const start = await now.console.call("POST", "/api/revocations", {
    cookie: asOperator.cookie,
    body: { selection: { kind: "preview", revocationId: preview.id } },
  });
  // The preview is older than an hour of the clock, but nothing has cleared it away yet.
  expect(start.status).toBe(201);
  const see = async () =>
    (await now.console.call("GET", `/api/revocations/${preview.id}`, { cookie })).json<RevocationDetail>();
  await vi.waitFor(async () => expect((await see()).tenants[0]?.waitingBecause).toContain("not accepted"), {
    timeout: 10_000,
  });
  expect((await see()).state).toBe("running");

  const { hostname, client } = now.tenant;
  const body = { hostname, clientId: client.clientId, clientSecret: "changed-at-qlik" };
  const replaced = await now.console.call("PUT", `/api/tenants/${now.tenant.id}/credential`, {
    cookie,
    body,
  });
  expect(replaced.status).toBe(200);
  await vi.waitFor(async () => expect((await see()).state).toBe("finished"), { timeout: 10_000 });
  expect((await see()).counts).toMatchObject({ revoked: ids.length, failed: 0 });
  expect(stillThere(ids)).toEqual([]);
});

test("in a deactivated tenant all fails at once, with Qlik's word for it, and other tenants go on", async () => {
  const second = now.console.sandbox.tenant(1);
  await connectTenant(now.console, second);
  const mine = others().map(({ id }) => id);
  const theirs = others(second).map(({ id }) => id);
  const preview = await create(
    {
      kind: "tokens",
      tokens: [
        { tenantId: now.tenant.id, tokenIds: mine },
        { tenantId: second.id, tokenIds: theirs },
      ],
    },
    { dryRun: true },
  );
  now.console.sandbox.state.estate.changeTenant(now.tenant.id, { status: "deactivated" });
  work();
  await create({ kind: "preview", revocationId: preview.id });
  const ended = await finished(preview.id);
  expect(ended.counts).toMatchObject({ revoked: theirs.length, failed: mine.length });
  expect(ended.problems[0]?.message).toMatch(/deactivated/i);
  expect(deletions().length).toBe(theirs.length);
});

test("while this machine can open no connection the tokens wait for it, and nothing is told as Qlik's", {
  tags: "night",
  timeout: 60_000,
}, async () => {
  const { userId, ids } = somebody();
  const { id } = await create({ kind: "user", tenantId: now.tenant.id, userId });
  const handles = takeHandles();
  // What is open already would be used again.
  now.console.sandbox.dropConnections();
  work();
  // Several rounds, each of which tries more than once.
  await vi.waitFor(() => expect(handles.tries()).toBeGreaterThan(6), { timeout: 18_000 });
  const waiting = await get(id);
  expect([waiting.state, waiting.counts.pending, waiting.counts.failed]).toEqual(["running", ids.length, 0]);
  expect((await now.console.call("GET", `/api/tenants/${now.tenant.id}`)).json()).toMatchObject({
    connection: "connected",
  });
  const asked = await now.console.call("GET", `/api/tenants/${now.tenant.id}/users`);
  expect([asked.status, asked.text]).toEqual([
    503,
    expect.stringMatching(/This machine lets the console open no more/),
  ]);
  handles.giveBack();
  expect((await finished(id)).counts).toMatchObject({ revoked: ids.length, failed: 0 });
  expect(stillThere(ids)).toEqual([]);
});
