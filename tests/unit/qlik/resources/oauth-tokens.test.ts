import { describe, expect, test } from "vitest";
import { mayHaveHappened } from "@/lib/server/qlik/errors";
import { createOAuthTokens } from "@/lib/server/qlik/resources/oauth-tokens";
import { clientFor, errorFrom, valueFrom } from "../support/clients";
import { answering, sendJson, withTokens } from "../support/scripted-qlik";

const NOT_FOUND = { errors: [{ code: "HTTP-404", title: "Not found" }] };

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
    expect(valueFrom(await tenant.of(createOAuthTokens).list()).data).toEqual([
      { id: "k1", tenantId: "t1", userId: "u1", clientId: "c1", lastUsed: "2026-11-20T10:00:00Z" },
      { id: "k2", tenantId: "t1", userId: "u1" },
      { id: "k3", userId: "" },
    ]);
  });

  test("are revoked when Qlik answers 204", async () => {
    const { tenant, seen } = await clientFor(withTokens((_, response) => void response.writeHead(204).end()));
    expect(valueFrom(await tenant.of(createOAuthTokens).revoke("a/b")).outcome).toBe("revoked");
    expect(seen[1]).toMatchObject({ method: "DELETE", url: "/api/v1/oauth-tokens/a%2Fb", body: "" });
  });

  test("that Qlik does not know any more are already gone", async () => {
    const { tenant } = await clientFor(withTokens((_, response) => sendJson(response, 404, NOT_FOUND)));
    expect(valueFrom(await tenant.of(createOAuthTokens).revoke("k1")).outcome).toBe("already-gone");
  });

  test.each([502, 503, 504])(
    "that are found gone after an answer of %i were revoked by it",
    async (status) => {
      const answers = [status, 404];
      const { tenant } = await clientFor(
        withTokens((_, response) => sendJson(response, answers.shift() ?? 500, NOT_FOUND)),
      );
      expect(valueFrom(await tenant.of(createOAuthTokens).revoke("k1")).outcome).toBe("found-gone");
    },
  );

  test("that are found gone after a 429, which carries nothing out, were gone already", async () => {
    const answers = [429, 404];
    const { tenant } = await clientFor(
      withTokens((_, response) => sendJson(response, answers.shift() ?? 500, NOT_FOUND)),
    );
    expect(valueFrom(await tenant.of(createOAuthTokens).revoke("k1")).outcome).toBe("already-gone");
  });

  test.each([
    [403, NOT_FOUND, "forbidden", false],
    [400, NOT_FOUND, "bad-request", false],
    [401, {}, "access-token-refused", false],
    [429, {}, "rate-limited", false],
    [200, {}, "unexpected-answer", true],
    [202, {}, "unexpected-answer", true],
    [207, {}, "unexpected-answer", true],
    [302, {}, "redirected", true],
    [400, {}, "unexpected-answer", true],
    [403, { message: "no Route matched" }, "unexpected-answer", true],
    [404, {}, "unexpected-answer", true],
    [404, { errors: [{ title: "Not found" }] }, "unexpected-answer", true],
    [408, {}, "timed-out", true],
    [500, NOT_FOUND, "unavailable", true],
  ])("are not called revoked when Qlik answers %i %j, which is %s", async (status, body, kind, inDoubt) => {
    const { tenant } = await clientFor(withTokens((_, response) => sendJson(response, status, body)));
    const error = errorFrom(await tenant.of(createOAuthTokens).revoke("k1"));
    expect([error.kind, mayHaveHappened(error)]).toEqual([kind, inDoubt]);
    expect(error.message.includes("not known whether it was carried out")).toBe(inDoubt);
  });

  test("are not called gone when the token endpoint answers 404", async () => {
    const { tenant } = await clientFor((_, response) => sendJson(response, 404, {}));
    expect(errorFrom(await tenant.of(createOAuthTokens).revoke("k1")).kind).toBe("unexpected-answer");
  });

  test("are not called gone when a web page, which is not Qlik's, answers 404", async () => {
    const { tenant } = await clientFor(
      withTokens(
        (_, response) =>
          void response.writeHead(404, { "content-type": "text/html" }).end("<h1>No such page"),
      ),
    );
    expect(errorFrom(await tenant.of(createOAuthTokens).revoke("k1")).kind).toBe("unexpected-answer");
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
    valueFrom(await tenant.of(createOAuthTokens).revoke("own"));
    valueFrom(await tenant.of(createOAuthTokens).list());
    expect(seen.filter(({ url }) => url === "/oauth/token")).toHaveLength(2);
  });
});
