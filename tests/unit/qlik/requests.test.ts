import { describe, expect, test, vi } from "vitest";
import { createOAuthTokens } from "@/lib/server/qlik/resources/oauth-tokens";
import { createUsers } from "@/lib/server/qlik/resources/users";
import { ACME, clientFor, credential, errorFrom, hostOf, valueFrom } from "./support/clients";
import { type SeenRequest, sendJson, withTokens } from "./support/scripted-qlik";

const bearers = (seen: readonly SeenRequest[]) =>
  seen.filter(({ url }) => url !== "/oauth/token").map(({ headers }) => headers.authorization);

describe("a request", () => {
  test("carries the access token, the version that is known and the wish for JSON", async () => {
    const { tenant, seen } = await clientFor(
      withTokens((_, response) => sendJson(response, 200, { id: "u1" })),
    );
    valueFrom(await tenant.of(createUsers).get("u1"));
    expect(seen[1]).toMatchObject({
      method: "GET",
      host: ACME,
      url: "/api/v1/users/u1",
      headers: {
        authorization: "Bearer access-1",
        "qlik-api-version": "2026-11",
        accept: "application/json",
      },
    });
  });

  test("uses the access token of its own host, also when two tenants are asked with one credential", async () => {
    const { client, seen } = await clientFor(
      withTokens((_, response) => sendJson(response, 200, { id: "t" })),
    );
    const hosts = [ACME, hostOf("beta.eu.qlikcloud.com")];
    await Promise.all(hosts.map((host) => client.tenant(host, credential).of(createUsers).get("u")));
    await Promise.all(hosts.map((host) => client.tenant(host, credential).of(createUsers).get("u")));
    const used = seen
      .filter(({ url }) => url !== "/oauth/token")
      .map(({ host, headers }) => `${host} ${headers.authorization}`);
    expect(seen.filter(({ url }) => url === "/oauth/token")).toHaveLength(2);
    expect(new Set(used).size).toBe(2);
    expect(new Set(bearers(seen)).size).toBe(2);
  });

  test("asks the tenant for admin_classic and the organization for no scope", async () => {
    const { tenant, organization, seen } = await clientFor(withTokens(() => undefined));
    valueFrom(await tenant.exchange());
    valueFrom(await organization.exchange());
    expect(seen.map(({ host, body }) => [host, JSON.parse(body).scope])).toEqual([
      [ACME, "admin_classic"],
      ["console.qlikcloud.com", undefined],
    ]);
  });

  test("with an access token that is refused gets a new one, once", async () => {
    const { tenant, seen } = await clientFor(
      withTokens(({ headers }, response) =>
        headers.authorization === "Bearer access-1"
          ? sendJson(response, 401, {})
          : sendJson(response, 200, { id: "u1" }),
      ),
    );
    valueFrom(await tenant.of(createUsers).get("u1"));
    expect(bearers(seen)).toEqual(["Bearer access-1", "Bearer access-2"]);
    valueFrom(await tenant.of(createUsers).get("u1"));
    expect(bearers(seen)).toHaveLength(3);
  });

  test("that stays refused ends after the second time", async () => {
    const { tenant, seen } = await clientFor(withTokens((_, response) => sendJson(response, 401, {})));
    expect(errorFrom(await tenant.of(createUsers).get("u1")).kind).toBe("access-token-refused");
    expect(bearers(seen)).toEqual(["Bearer access-1", "Bearer access-2"]);
  });

  test("by many with the same refused token leads to one new token", async () => {
    const { tenant, seen } = await clientFor(
      withTokens(({ headers }, response) =>
        headers.authorization === "Bearer access-1"
          ? sendJson(response, 401, {})
          : sendJson(response, 200, { id: "u1" }),
      ),
    );
    const all = await Promise.all(Array.from({ length: 50 }, () => tenant.of(createUsers).get("u1")));
    all.forEach(valueFrom);
    expect(seen.filter(({ url }) => url === "/oauth/token")).toHaveLength(2);
  });

  test.each(["TENANT_DEACTIVATED", "TENANT_DISABLED", "LOGIN-2"])(
    "is not repeated when the 401 says %s: another token would change nothing",
    async (code) => {
      const { tenant, seen } = await clientFor(
        withTokens((_, response) => sendJson(response, 401, { errors: [{ code, title: "t" }] })),
      );
      errorFrom(await tenant.of(createUsers).get("u1"));
      expect(seen).toHaveLength(2);
    },
  );

  test("has one deadline for the exchange and everything after it", async () => {
    const slowly = (work: () => void) => void setTimeout(work, 250);
    const issue = withTokens((_, response) => slowly(() => sendJson(response, 200, { id: "u1" })));
    const { tenant } = await clientFor(
      (request, response) =>
        request.url === "/oauth/token"
          ? slowly(() => void issue(request, response))
          : issue(request, response),
      { deadlineMs: 400 },
    );
    expect(errorFrom(await tenant.of(createUsers).get("u1")).kind).toBe("timed-out");
  });

  test("writes a line to the log without the query, the body or a token", async () => {
    const debug = vi.fn();
    const warn = vi.fn();
    const { tenant } = await clientFor(
      withTokens((_, response) => sendJson(response, 200, { data: [] })),
      { log: { debug, warn } },
    );
    await tenant.of(createUsers).list({ search: "Ann" });
    expect(debug.mock.calls.map(([details]) => details)).toEqual([
      { method: "POST", host: ACME, path: "/oauth/token", status: 200, ms: 0 },
      { method: "GET", host: ACME, path: "/api/v1/users", status: 200, ms: 0 },
    ]);
  });
});

describe("a redirect", () => {
  const redirecting = (location: string, status = 302) =>
    withTokens((request, response) => {
      if (request.host !== ACME || request.url.startsWith("/moved")) sendJson(response, 200, { id: "moved" });
      else response.writeHead(status, { location, "content-type": "text/html" }).end("<p>Moved");
    });

  test.each([301, 302, 303, 307, 308])(
    "with %i is followed on the same host when reading",
    async (status) => {
      const { tenant, seen } = await clientFor(redirecting("/moved?x=%2B", status));
      expect(valueFrom(await tenant.me()).id).toBe("moved");
      expect(seen.at(-1)).toMatchObject({ method: "GET", url: "/moved?x=%2B", host: ACME });
      expect(bearers(seen)).toEqual(["Bearer access-1", "Bearer access-1"]);
    },
  );

  test.each(["https", "http"])("with the whole %s address of the same host is followed", async (scheme) => {
    const { tenant } = await clientFor(redirecting(`${scheme}://${ACME}/moved`, 301));
    expect(valueFrom(await tenant.of(createUsers).me()).id).toBe("moved");
  });

  test.each([
    "https://beta.eu.qlikcloud.com/moved",
    "https://evil.com/moved",
    `http://${ACME}:8080/moved`,
    `ftp://${ACME}/moved`,
    "//evil.com/moved",
    `https://${ACME}:8443/moved`,
    "",
  ])("to %j is not followed, and nobody else sees anything", async (location) => {
    const { tenant, seen } = await clientFor(redirecting(location));
    expect(errorFrom(await tenant.of(createUsers).me())).toMatchObject({ kind: "redirected", status: 302 });
    expect(seen.map(({ host }) => host)).toEqual([ACME, ACME]);
  });

  test("after a redirect is not followed", async () => {
    const { tenant, seen } = await clientFor(redirecting("/api/v1/users/again"));
    expect(errorFrom(await tenant.of(createUsers).me()).kind).toBe("redirected");
    expect(seen).toHaveLength(3);
  });

  test.each([301, 302, 303, 307, 308])("with %i is never followed by a revocation", async (status) => {
    const { tenant, seen } = await clientFor(redirecting("/moved", status));
    expect(errorFrom(await tenant.of(createOAuthTokens).revoke("t1")).kind).toBe("redirected");
    expect(seen).toHaveLength(2);
  });

  test.each([301, 302, 303, 307, 308])("with %i is never followed by an exchange", async (status) => {
    const { tenant, seen } = await clientFor((_, response) => {
      response.writeHead(status, { location: "https://beta.eu.qlikcloud.com/oauth/token" }).end();
    });
    expect(errorFrom(await tenant.exchange()).kind).toBe("redirected");
    expect(seen).toHaveLength(1);
  });
});
