/** @module-tag store */
import { describe, expect, test, vi } from "vitest";
import type { RevocationItem } from "@/lib/contracts/revocations";
import type { Fault } from "@/lib/sandbox/state/faults";
import { revocationsForTests } from "@/tests/support/revocations";

const { now, others, stillThere, create, finished, work, somebody, events, post } = revocationsForTests();

const PAGE = { headers: { "content-type": "text/html" }, body: "<h1>Sign in</h1>" };

/** What Qlik's documents do not describe as the answer to a deletion; tests/unit/qlik has more of them. */
const FOREIGN: readonly [string, Fault][] = [
  ["200 with a page", { status: 200, ...PAGE }],
  ["404 with plain text", { status: 404, body: "Not found" }],
  ["404 with nothing", { status: 404 }],
  ["404 of a gateway", { status: 404, body: { message: "no Route matched with those values" } }],
];
/** Qlik does it, and the answer does not arrive: the client's next try finds nothing. */
const LOST: readonly [string, Fault][] = [
  ["a connection that is cut", { cut: "reset", times: 1 }],
  ["502", { status: 502, ...PAGE, carriedOut: true, times: 1 }],
];

const plant = (tokenId: string, fault: Fault) =>
  now.console.sandbox.state.faults.add({
    method: "DELETE",
    path: `/api/v1/oauth-tokens/${tokenId}`,
    ...fault,
  });
const listFails = (fault: Fault) =>
  now.console.sandbox.state.faults.add({ method: "GET", path: "/api/v1/oauth-tokens", ...fault });

/** The last word of the log about a token, and what it says with it. */
async function said(tokenId: string) {
  const event = (await events()).find(({ object }) => object?.id === tokenId);
  return [event?.outcome, event?.detail ?? null];
}

/** One token by itself: what the route answers. */
async function single(tokenId: string) {
  const path = `/api/tenants/${now.tenant.id}/oauth-tokens/${tokenId}`;
  const answer = await now.console.call("DELETE", path, { as: "operator" });
  return { answer, outcome: answer.headers.get("x-castellan-outcome") };
}

/** All tokens of a person at once: what the list says of one of them. */
async function bulk(userId: string, tokenId: string) {
  work();
  const { id } = await create({ kind: "user", tenantId: now.tenant.id, userId });
  const { counts } = await finished(id);
  const answer = await now.console.call("GET", `/api/revocations/${id}/items?limit=100`);
  const item = answer.json<{ data: RevocationItem[] }>().data.find((one) => one.tokenId === tokenId);
  return { counts, item };
}

function someToken() {
  const { userId, ids } = somebody();
  return { userId, ids, tokenId: ids[0] ?? "" };
}

describe("an answer that is not Qlik's word", () => {
  test.each(FOREIGN)("is not believed of one token: %s", async (_, fault) => {
    const { tokenId } = someToken();
    plant(tokenId, fault);
    const { answer } = await single(tokenId);
    expect([answer.status, answer.problem().detail]).toEqual([
      424,
      expect.stringContaining("Qlik still lists the token"),
    ]);
    expect(stillThere([tokenId])).toEqual([tokenId]);
    expect(await said(tokenId)).toEqual(["failed", expect.stringContaining("Qlik still lists the token")]);
  });

  test.each(FOREIGN)("is not believed among many tokens: %s", async (_, fault) => {
    const { userId, ids, tokenId } = someToken();
    plant(tokenId, fault);
    const { counts, item } = await bulk(userId, tokenId);
    expect(counts).toMatchObject({ revoked: ids.length - 1, failed: 1, alreadyGone: 0, unknown: 0 });
    expect(item).toMatchObject({ state: "failed", message: expect.stringMatching(/^Qlik answered \d/) });
    expect(stillThere(ids)).toEqual([tokenId]);
    expect((await said(tokenId))[0]).toBe("failed");
  });

  test.each(FOREIGN)("is looked into, and what was done is called done: %s", async (_, fault) => {
    const [{ tokenId }, other] = [someToken(), others().at(-1)];
    plant(tokenId, { ...fault, carriedOut: true });
    const { answer, outcome } = await single(tokenId);
    expect([answer.status, outcome]).toEqual([204, null]);
    expect(await said(tokenId)).toEqual(["succeeded", expect.stringContaining("does not list the token")]);

    const { id, userId } = other ?? { id: "", userId: "" };
    plant(id, { ...fault, carriedOut: true });
    const { counts, item } = await bulk(userId, id);
    expect(counts).toMatchObject({ failed: 0, alreadyGone: 0, unknown: 0 });
    expect(item).toMatchObject({
      state: "revoked",
      message: expect.stringContaining("does not list the token"),
    });
  });

  test.each<[string, Fault]>([
    ["a page", { status: 200, ...PAGE }],
    ["an empty list without links", { status: 200, body: { data: [] } }],
    ["an error", { status: 500 }],
  ])("leaves it unknown when Qlik's list is %s", async (_, fault) => {
    const { tokenId } = someToken();
    plant(tokenId, { status: 404, ...PAGE });
    listFails(fault);
    const { answer } = await single(tokenId);
    expect([answer.status, answer.problem().detail]).toEqual([424, expect.stringContaining("not known")]);
    expect((await said(tokenId))[0]).toBe("unknown");
  });

  test("leaves it unknown when Qlik's list is empty although others should be in it", async () => {
    const { userId, ids, tokenId } = someToken();
    const links = { self: { href: "https://acme.example.com/" } };
    plant(tokenId, { status: 404, ...PAGE });
    // Frozen first: the list is right then.
    const preview = await create({ kind: "user", tenantId: now.tenant.id, userId }, { dryRun: true });
    for (const id of ids) plant(id, { status: 403, body: { errors: [{ code: "AUTH-7", title: "No" }] } });
    listFails({ status: 200, body: { data: [], links } });
    work();
    await create({ kind: "preview", revocationId: preview.id });
    expect((await finished(preview.id)).counts).toMatchObject({ unknown: 1, failed: ids.length - 1 });
  });

  test("does not make a token already gone that a list without links does not name", async () => {
    const { tokenId } = someToken();
    listFails({ status: 200, body: { data: [] } });
    const tokens = [{ tenantId: now.tenant.id, tokenIds: [tokenId] }];
    const { problems } = await create({ kind: "tokens", tokens }, { dryRun: true });
    expect(problems).toMatchObject([{ state: "left-out", cause: "not-readable", tokens: 1 }]);
  });

  test("is looked into a second time when the list does not say where it ends", async () => {
    const { tokenId } = someToken();
    plant(tokenId, { status: 404, carriedOut: true });
    listFails({ status: 200, body: { data: [] }, times: 1 });
    expect((await single(tokenId)).answer.status).toBe(204);
  });
});

describe("a 404 after an attempt whose answer was lost", () => {
  const FOUND_GONE = "Qlik's answer to the first attempt was lost; the second found the token gone.";

  test.each(LOST)("is the console's own doing, of one token: %s", async (_, fault) => {
    const { tokenId } = someToken();
    plant(tokenId, fault);
    const { answer, outcome } = await single(tokenId);
    expect([answer.status, outcome]).toEqual([204, null]);
    expect(await said(tokenId)).toEqual(["succeeded", FOUND_GONE]);
  });

  test.each(LOST)("is the console's own doing, among many: %s", async (_, fault) => {
    const { userId, ids, tokenId } = someToken();
    // Not so many at once that the host seems to be down.
    for (const id of ids.slice(0, 3)) plant(id, fault);
    const { counts, item } = await bulk(userId, tokenId);
    expect(counts).toMatchObject({ revoked: ids.length, alreadyGone: 0 });
    expect(item).toMatchObject({ state: "revoked", message: FOUND_GONE });
    expect(await said(tokenId)).toEqual(["succeeded", FOUND_GONE]);
  });

  test("is the console's own doing also when the process died in between", async () => {
    const { userId, tokenId } = someToken();
    const preview = await create({ kind: "user", tenantId: now.tenant.id, userId }, { dryRun: true });
    await create({ kind: "preview", revocationId: preview.id });
    const { sql } = now.console;
    // As a process leaves it that is killed after it has sent; what it sent is done only after Qlik was asked.
    sql("UPDATE revocation_items SET state = 'sent' WHERE tokenId = ?", tokenId);
    plant(tokenId, { status: 404, body: { errors: [{ code: "HTTP-404", title: "Not found" }] } });
    work();
    await finished(preview.id);
    const [item] = sql("SELECT state, message FROM revocation_items WHERE tokenId = ?", tokenId);
    expect(item).toMatchObject({ state: "revoked", message: expect.stringContaining("was lost") });
  });

  test("is not the console's doing when it got no access token, so that nothing was sent", async () => {
    const { tokenId } = someToken();
    const { state } = now.console.sandbox;
    await now.console.call("GET", `/api/tenants/${now.tenant.id}/users`);
    // The access token in use is refused, and no other is to be had for the moment.
    plant(tokenId, { status: 401, body: { errors: [{ code: "AUTH-2", title: "Unauthorized" }] }, times: 1 });
    state.faults.add({ method: "POST", path: "/oauth/token", status: 500, times: 1 });
    state.contents.revoke(now.tenant, tokenId);
    const { answer } = await single(tokenId);
    expect([answer.status, await said(tokenId)]).toEqual([
      424,
      ["failed", expect.stringContaining("Qlik answered 500")],
    ]);
  });

  test("is somebody else's doing when the attempt before was refused", async () => {
    const { tokenId } = someToken();
    plant(tokenId, { status: 429, headers: { "retry-after": "1" }, times: 1 });
    plant(tokenId, { status: 404, body: { errors: [{ code: "HTTP-404", title: "Not found" }] } });
    const { answer, outcome } = await single(tokenId);
    expect([answer.status, outcome]).toEqual([204, "already-gone"]);
  });
});

describe("a revocation of which a part was sent", () => {
  const states = () =>
    now.console.sql("SELECT state, count(*) AS n FROM revocation_items GROUP BY state ORDER BY state");

  /** As a process leaves it that is killed after it has sent one of several. */
  async function partlySent() {
    const { userId, ids, tokenId } = someToken();
    const { id } = await create({ kind: "user", tenantId: now.tenant.id, userId });
    now.console.sql("UPDATE revocation_items SET state = 'sent' WHERE tokenId = ?", tokenId);
    const left = [
      { state: "pending", n: ids.length - 1 },
      { state: "sent", n: 1 },
    ];
    return { id, ids, left };
  }

  test("is left as it is when another instance holds everything back as this one begins with it", async () => {
    const { id, ids, left } = await partlySent();
    const { outward } = now.console.runtime;
    const mayWork = vi.spyOn(outward, "mayWork").mockImplementationOnce(async () => {
      await outward.hold("Its folder was copied.");
      return true;
    });
    work();
    await vi.waitUntil(() => mayWork.mock.calls.length > 1, { timeout: 10_000 });
    expect(states()).toEqual(left);
    expect(stillThere(ids)).toEqual(ids);
    await now.console.call("POST", "/api/outward/answer", { body: { answer: "takes-over" } });
    await post(`/${id}/resume`);
    expect((await finished(id)).counts).toMatchObject({ revoked: ids.length, unknown: 0, failed: 0 });
  });

  test("is left as it is when the console stops before the tenant has answered", async () => {
    const { left } = await partlySent();
    now.console.sandbox.state.faults.add({ method: "GET", path: "/api/v1/users/me", hang: true });
    now.console.sandbox.state.faults.add({ method: "GET", path: "/api/v1/tenants/me", hang: true });
    work();
    await vi.waitUntil(() => now.console.sandbox.requests().some((line) => line.includes("/me")));
    const { runtime } = now.console;
    await runtime.close();
    // It cannot end a second time.
    vi.spyOn(runtime, "close").mockResolvedValue();
    expect(states()).toEqual(left);
  });
});
