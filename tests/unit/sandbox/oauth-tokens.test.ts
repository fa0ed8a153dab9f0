import { describe, expect, it } from "vitest";
import { expectDocumented } from "@/tests/support/qlik-openapi/validate";
import { bodyFrom, linkQuery, rowsFrom, startSandbox, tenantAt, walk } from "./harness";

const LIST = "/api/v1/oauth-tokens";

async function startSignedIn() {
  const running = await startSandbox();
  const tenant = tenantAt(running, 0);
  const { host, narrowClient } = tenant;
  if (!narrowClient) throw new Error("The first tenant has a narrow client.");
  const bearer = await running.bearer(host, tenant.client);
  const get = (path: string) => running.call({ host, path, bearer });
  const revoke = (id: string, as = bearer) =>
    running.call({ host, path: `${LIST}/${id}`, method: "DELETE", bearer: as });
  const tokens = () => running.sandbox.state.contents.oauthTokensOf(tenant);
  const someToken = () => {
    const [token] = tokens();
    if (!token) throw new Error("The tenant has tokens.");
    return token;
  };
  return { running, tenant, narrowClient, host, bearer, get, revoke, tokens, someToken };
}

describe("list of OAuth tokens", () => {
  it("is as documented, twenty at first, sorted by user", async () => {
    const { get, host } = await startSignedIn();
    const answer = await get(LIST);
    expectDocumented("oauth-tokens", `GET ${LIST}`, answer);
    const users = rowsFrom(answer).map(({ userId }) => String(userId));
    expect(users).toHaveLength(20);
    expect(users).toEqual([...users].sort());
    expect(answer.text).toContain(`"next":{"href":"https://${host}${LIST}?limit=20&page=`);
  });

  it("walks every token exactly once", async () => {
    const { running, host, bearer, tokens } = await startSignedIn();
    const rows = await walk(running, { host, path: `${LIST}?limit=9`, bearer });
    expect(rows.map(({ id }) => id).sort()).toEqual(
      tokens()
        .map(({ id }) => id)
        .sort(),
    );
  });

  it("goes back by the link to the page before", async () => {
    const { get } = await startSignedIn();
    const first = await get(`${LIST}?limit=5`);
    const second = await get(`${LIST}${linkQuery(first, "next")}`);
    expect(rowsFrom(await get(`${LIST}${linkQuery(second, "prev")}`))).toEqual(rowsFrom(first));
  });

  it("can be narrowed to one user, page by page", async () => {
    const { running, host, bearer, tokens, someToken } = await startSignedIn();
    const { userId } = someToken();
    const rows = await walk(running, { host, path: `${LIST}?limit=1&userId=${userId}`, bearer });
    expect(rows).toHaveLength(tokens().filter((token) => token.userId === userId).length);
    expect(new Set(rows.map((row) => row.userId))).toEqual(new Set([userId]));
  });

  it("has null, and nothing at all, where the examples have it", async () => {
    const { get } = await startSignedIn();
    const rows = rowsFrom(await get(`${LIST}?limit=100`));
    expect(rows.some(({ deviceType }) => deviceType === null)).toBe(true);
    expect(rows.some(({ description }) => typeof description === "string")).toBe(true);
    expect(rows.some((row) => !("lastUsed" in row))).toBe(true);
    expect(rows.every((row) => row.lastUsed !== null)).toBe(true);
  });

  it.each(["limit=0", "limit=101", "sort=lastUsed", "page=nonsense"])(
    "refuses %s with 400",
    async (query) => {
      const { get } = await startSignedIn();
      const answer = await get(`${LIST}?${query}`);
      expect(answer.status).toBe(400);
      expectDocumented("oauth-tokens", `GET ${LIST}`, answer);
    },
  );

  it("shows a client without administrator's scope its own tokens only", async () => {
    const { running, narrowClient, host, someToken } = await startSignedIn();
    const bearer = await running.bearer(host, narrowClient);
    const own = rowsFrom(await running.call({ host, path: LIST, bearer }));
    expect(own).toMatchObject([{ clientId: narrowClient.clientId }]);
    const path = `${LIST}?userId=${someToken().userId}`;
    expect(rowsFrom(await running.call({ host, path, bearer }))).toEqual([]);
  });

  it("notes when a token was used", async () => {
    const { running, get, tenant } = await startSignedIn();
    running.advance(60_000);
    const rows = rowsFrom(await get(`${LIST}?limit=100`));
    const mine = rows.find(({ clientId }) => clientId === tenant.client.clientId);
    expect(mine?.lastUsed).toBe("2026-11-21T08:01:00.000Z");
  });
});

describe("revoking an OAuth token", () => {
  it("takes it away for good", async () => {
    const { running, host, bearer, revoke, someToken } = await startSignedIn();
    const { id } = someToken();
    const answer = await revoke(id);
    expect(answer.status).toBe(204);
    expectDocumented("oauth-tokens", `DELETE ${LIST}/{tokenId}`, answer);
    const left = await walk(running, { host, path: `${LIST}?limit=100`, bearer });
    expect(left.map((row) => row.id)).not.toContain(id);
    const again = await revoke(id);
    expect(again.status).toBe(404);
    expectDocumented("oauth-tokens", `DELETE ${LIST}/{tokenId}`, again);
  });

  it("ends the access token at once when it is the caller's own", async () => {
    const { get, revoke, tokens, tenant } = await startSignedIn();
    const own = tokens().find(({ clientId }) => clientId === tenant.client.clientId);
    expect((await revoke(own?.id ?? "")).status).toBe(204);
    expect((await get(LIST)).status).toBe(401);
  });

  it("of others is forbidden without administrator's scope, and the token stays", async () => {
    const { running, narrowClient, host, revoke, someToken, tokens } = await startSignedIn();
    const { id } = someToken();
    const narrow = await running.bearer(host, narrowClient);
    const answer = await revoke(id, narrow);
    expect(answer.status).toBe(403);
    expectDocumented("oauth-tokens", `DELETE ${LIST}/{tokenId}`, answer);
    expect(tokens().map((token) => token.id)).toContain(id);
  });

  it("of one's own needs no administrator's scope", async () => {
    const { running, narrowClient, host, revoke, tokens } = await startSignedIn();
    const narrow = await running.bearer(host, narrowClient);
    const own = tokens().find(({ clientId }) => clientId === narrowClient.clientId);
    expect((await revoke(own?.id ?? "", narrow)).status).toBe(204);
  });

  it("does not reach into another tenant", async () => {
    const { running, revoke } = await startSignedIn();
    const other = tenantAt(running, 1);
    const [token] = running.sandbox.state.contents.oauthTokensOf(other);
    expect((await revoke(token?.id ?? "")).status).toBe(404);
  });

  it("says nothing without a token of the tenant", async () => {
    const { running, host, someToken } = await startSignedIn();
    const answer = await running.call({ host, path: `${LIST}/${someToken().id}`, method: "DELETE" });
    expect(answer.status).toBe(401);
    expectDocumented("oauth-tokens", `DELETE ${LIST}/{tokenId}`, answer);
    expect(bodyFrom(answer)).not.toHaveProperty("traceId");
  });
});
