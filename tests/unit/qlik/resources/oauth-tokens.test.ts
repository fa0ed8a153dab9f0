import { describe, expect, test } from "vitest";
import { clientFor, errorFrom, valueFrom } from "../support/clients";
import { answering, sendJson, withTokens } from "../support/scripted-qlik";

describe("OAuth tokens", () => {
  test("are read whether members are missing, null or odd", async () => {
    const { tenant } = await clientFor(
      answering({
        data: [
          {
            id: "k1",
            tenantId: "t1",
            userId: "u1",
            clientId: "c1",
            deviceType: null,
            description: null,
            lastUsed: "2026-11-20T10:00:00Z",
          },
          { id: "k2", tenantId: "t1", userId: "u1", lastUsed: 5 },
          { id: "k3" },
        ],
      }),
    );
    expect(valueFrom(await tenant.oauthTokens.list()).data).toEqual([
      { id: "k1", tenantId: "t1", userId: "u1", clientId: "c1", lastUsed: "2026-11-20T10:00:00Z" },
      { id: "k2", tenantId: "t1", userId: "u1" },
      { id: "k3", userId: "" },
    ]);
  });

  test.each([204, 200])("are revoked when Qlik answers %i", async (status) => {
    const { tenant, seen } = await clientFor(
      withTokens((_, response) => void response.writeHead(status).end()),
    );
    expect(valueFrom(await tenant.oauthTokens.revoke("a/b"))).toBe("revoked");
    expect(seen[1]).toMatchObject({ method: "DELETE", url: "/api/v1/oauth-tokens/a%2Fb", body: "" });
  });

  test("that Qlik does not know any more are already gone", async () => {
    const { tenant } = await clientFor(withTokens((_, response) => sendJson(response, 404, {})));
    expect(valueFrom(await tenant.oauthTokens.revoke("k1"))).toBe("already-gone");
  });

  test.each([202, 207, 403, 500])("are not called revoked when Qlik answers %i", async (status) => {
    const { tenant } = await clientFor(withTokens((_, response) => sendJson(response, status, {})));
    expect((await tenant.oauthTokens.revoke("k1")).ok).toBe(false);
  });

  test("are not called gone when the token endpoint answers 404", async () => {
    const { tenant } = await clientFor((_, response) => sendJson(response, 404, {}));
    expect(errorFrom(await tenant.oauthTokens.revoke("k1")).kind).toBe("unexpected-answer");
  });

  test("are not called gone when a web page, which is not Qlik's, answers 404", async () => {
    const { tenant } = await clientFor(
      withTokens(
        (_, response) =>
          void response.writeHead(404, { "content-type": "text/html" }).end("<h1>No such page"),
      ),
    );
    expect(errorFrom(await tenant.oauthTokens.revoke("k1")).kind).toBe("not-json");
  });

  test("after the console's own was revoked go on with a new access token", async () => {
    const revoked = new Set<string | undefined>();
    const { tenant, seen } = await clientFor(
      withTokens(({ method, headers }, response) => {
        if (revoked.has(headers.authorization)) sendJson(response, 401, {});
        else if (method === "DELETE") {
          revoked.add(headers.authorization);
          response.writeHead(204).end();
        } else sendJson(response, 200, { data: [] });
      }),
    );
    valueFrom(await tenant.oauthTokens.revoke("own"));
    valueFrom(await tenant.oauthTokens.list());
    expect(seen.filter(({ url }) => url === "/oauth/token")).toHaveLength(2);
  });
});
