import type { ServerResponse } from "node:http";
import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { createOrganizationTenants } from "@/lib/server/qlik/resources/organization-tenants";
import { createUsers } from "@/lib/server/qlik/resources/users";
import { ACME, CLIENT_SECRET, clientFor, errorFrom } from "./support/clients";
import { sendJson, withTokens } from "./support/scripted-qlik";

const NOW = Date.UTC(2026, 10, 21, 12);

const readMe = async (answer: (response: ServerResponse) => void) => {
  const { tenant } = await clientFor(
    withTokens((_, response) => answer(response)),
    { clock: () => NOW },
  );
  return errorFrom(await tenant.of(createUsers).get("u1"));
};

const exchange = async (status: number, body: unknown) => {
  const { tenant } = await clientFor((_, response) => sendJson(response, status, body));
  return errorFrom(await tenant.exchange());
};

const saying = (code: string, title = "t") => ({
  errors: [{ code, title, status: "401" }],
  traceId: "trace-1",
});

const everything = (error: unknown) =>
  JSON.stringify(error) + inspect(error, { depth: null, showHidden: true });

describe("a refused exchange", () => {
  test.each([
    [401, saying("OAUTH-1"), "credentials-refused"],
    [401, saying("TENANT_DEACTIVATED"), "tenant-deactivated"],
    [401, saying("TENANT_DISABLED"), "tenant-deactivated"],
    [401, saying("LOGIN-2"), "host-unknown"],
    [403, saying("OAUTH-2"), "too-many-tokens-or-disabled"],
    [400, saying("OAUTH-3"), "bad-request"],
    [429, saying("HTTP-429"), "rate-limited"],
    [404, saying("X"), "unexpected-answer"],
    [403, { errors: [{ code: "OAUTH-9", title: "User consent is required" }] }, "consent-not-trusted"],
    [400, saying("CONSENT_REQUIRED"), "consent-not-trusted"],
    [503, {}, "unavailable"],
  ])("with %i and %j is %s", async (status, body, kind) => {
    expect(await exchange(status, body)).toMatchObject({ kind, status, host: ACME });
  });

  test("for want of consent says which switch to set", async () => {
    expect(await exchange(403, saying("CONSENT_REQUIRED"))).toMatchObject({
      message:
        "Qlik answered 403 CONSENT_REQUIRED: the OAuth client waits for a person's consent, which a console cannot give.",
      advice: 'Set the consent method of the OAuth client to "Trusted" at Qlik, then try again.',
    });
  });

  test("of a deactivated tenant says so and what to do", async () => {
    expect(await exchange(401, saying("TENANT_DEACTIVATED"))).toMatchObject({
      message: "Qlik answered 401 TENANT_DEACTIVATED: this tenant has been deactivated.",
      advice: "Reactivate it in My Qlik, or remove its credential.",
      code: "TENANT_DEACTIVATED",
      traceId: "trace-1",
    });
  });
});

describe("a refused request", () => {
  test.each([
    [400, "bad-request"],
    [403, "forbidden"],
    [404, "unexpected-answer"],
    [408, "timed-out"],
    [409, "bad-request"],
    [429, "rate-limited"],
    [500, "unavailable"],
    [304, "redirected"],
  ])("with %i is %s, whatever its body", async (status, kind) => {
    for (const body of [
      "",
      "<html>",
      "null",
      "[]",
      '"x"',
      '{"errors":"x"}',
      '{"errors":[null]}',
      '{"errors":[]}',
    ]) {
      const error = await readMe((response) => response.writeHead(status).end(status === 304 ? "" : body));
      expect(error).toMatchObject({ kind, status });
      expect(error.message + error.advice).not.toMatch(/undefined|null/);
    }
  });

  test("with 404 in Qlik's own form is not found", async () => {
    const error = await readMe((response) => sendJson(response, 404, saying("USERS-7", "Not found")));
    expect(error.kind).toBe("not-found");
  });

  test("with 403 names the scope, the role and the consent method", async () => {
    const { advice } = await readMe((response) => sendJson(response, 403, saying("AUTH-5")));
    expect(advice).toMatch(/admin_classic.*TenantAdmin.*Trusted/);
  });

  test("with 403 at the organization names the scope that is needed there", async () => {
    const { organization } = await clientFor(withTokens((_, response) => sendJson(response, 403, {})));
    expect(errorFrom(await organization.of(createOrganizationTenants).list()).advice).toContain(
      "cloud-console.tenants:read",
    );
  });

  test.each([
    ["13", 13_000],
    ["0", 1_000],
    [undefined, 1_000],
    ["soon", 1_000],
    ["99999999999999999999", 300_000],
    [new Date(NOW + 5_000).toUTCString(), 5_000],
    [new Date(NOW - 5_000).toUTCString(), 1_000],
    ["2026-11-21", 1_000],
  ])("with 429 and retry-after %s says when to try again", async (header, wait) => {
    const date = new Date(NOW).toUTCString();
    const headers: Record<string, string> = header === undefined ? { date } : { date, "retry-after": header };
    const error = await readMe((response) => sendJson(response, 429, {}, headers));
    expect(error.retryAt).toEqual(new Date(NOW + wait));
  });

  test.each([
    [
      { errors: [{ code: "USERS-7", title: "Not found", detail: "d", status: 404 }], traceId: "t" },
      "USERS-7",
      "Not found",
    ],
    [{ errors: [{ code: "IDENTITIES-10402", title: "Not Found" }] }, "IDENTITIES-10402", "Not Found"],
    [{ code: "CSRF-TOKEN-4", title: "CSRF token not supported" }, "CSRF-TOKEN-4", "CSRF token not supported"],
    [{ error: "util.Error", message: "error message" }, "util.Error", "error message"],
  ])("keeps what Qlik says in %j", async (body, code, title) => {
    expect(await readMe((response) => sendJson(response, 400, body))).toMatchObject({ code, title });
  });

  test("keeps what Qlik says short and free of control characters", async () => {
    const body = {
      errors: [{ code: "A\u0007\u202eB\nC", title: "x".repeat(10_000), detail: "😀".repeat(5_000) }],
    };
    const error = await readMe((response) => sendJson(response, 400, body));
    expect(error.code).toBe("A B C");
    expect(error.title).toHaveLength(200);
    expect(error.detail?.length).toBeLessThanOrEqual(500);
    expect(error.detail?.isWellFormed()).toBe(true);
  });
});

describe("an answer that is no answer", () => {
  test.each([
    [
      "an HTML page with status 200",
      (r: ServerResponse) => r.writeHead(200, { "content-type": "text/html" }).end("<p>"),
    ],
    [
      "JSON that is called text",
      (r: ServerResponse) => r.writeHead(200, { "content-type": "text/plain" }).end("{}"),
    ],
    ["no content type", (r: ServerResponse) => r.writeHead(200).end('{"id":"u1"}')],
    ["an empty body", (r: ServerResponse) => r.writeHead(200, { "content-type": "application/json" }).end()],
    ["204 without a body", (r: ServerResponse) => r.writeHead(204).end()],
    [
      "JSON that stops in the middle",
      (r: ServerResponse) => r.writeHead(200, { "content-type": "application/json" }).end('{"id":'),
    ],
  ])("is not JSON: %s", async (_, answer) => {
    const error = await readMe((response) => void answer(response));
    expect(error.kind).toBe("not-json");
    expect(error.message).toMatch(/^Qlik answered 20[04], but the answer is (empty|not JSON|broken JSON)\.$/);
    expect(error.advice).toContain("answers in its place");
  });

  test.each([
    ["a list instead of a user", (r: ServerResponse) => sendJson(r, 200, [])],
    ["a user without id", (r: ServerResponse) => sendJson(r, 200, { name: "Ann" })],
  ])("is unexpected: %s", async (_, answer) => {
    expect((await readMe((response) => void answer(response))).kind).toBe("unexpected-answer");
  });

  test("names the place that is wrong and not what stands there", async () => {
    const { tenant } = await clientFor(
      withTokens((_, response) =>
        sendJson(response, 200, { data: [{ id: "a" }, { id: 7, name: "Ann Other" }] }),
      ),
    );
    const error = errorFrom(await tenant.of(createUsers).list());
    expect(error.message).toContain("data.1.id");
    expect(JSON.stringify(error)).not.toContain("Ann Other");
  });

  test("is unavailable when it is a proxy's HTML page with 502", async () => {
    const page = (r: ServerResponse) =>
      void r.writeHead(502, { "content-type": "text/html" }).end("<h1>Bad gateway");
    expect((await readMe(page)).kind).toBe("unavailable");
  });
});

describe("no secret is in an error", () => {
  const echo = (sent: string) => ({
    errors: [{ code: "X", title: `you sent ${sent}`, detail: `${"x".repeat(490)}${sent}` }],
  });

  test.each([400, 401, 403, 404, 429, 500])(
    "when the token endpoint answers %i and echoes the client secret",
    async (status) => {
      const { tenant } = await clientFor(({ body }, response) =>
        sendJson(response, status, echo(JSON.parse(body).client_secret)),
      );
      const told = everything(errorFrom(await tenant.of(createUsers).get("u1")));
      expect(told).toContain("[secret]");
      expect(told).not.toContain(CLIENT_SECRET.slice(0, 8));
    },
  );

  test.each([400, 401, 403, 404, 429, 500])(
    "when a request is answered with %i and echoes the access token",
    async (status) => {
      const { tenant } = await clientFor(
        withTokens(({ headers }, response) => sendJson(response, status, echo(headers.authorization ?? ""))),
      );
      const told = everything(errorFrom(await tenant.of(createUsers).get("u1")));
      expect(told).toContain("[secret]");
      expect(told).not.toMatch(/access-\d/);
    },
  );

  test("when the connection breaks or the answer cannot be read", async () => {
    const breaking = [
      (r: ServerResponse) => void r.destroy(),
      (r: ServerResponse) => void r.writeHead(200, { "content-encoding": "gzip" }).end(CLIENT_SECRET),
      (r: ServerResponse) => sendJson(r, 200, { access_token: CLIENT_SECRET, token_type: CLIENT_SECRET }),
      (r: ServerResponse) =>
        void r.writeHead(200, { "content-type": "application/json" }).end(`{"${CLIENT_SECRET}`),
    ];
    for (const answer of breaking) {
      const { tenant } = await clientFor((_, response) => answer(response));
      const error = errorFrom(await tenant.exchange());
      expect(everything(error)).not.toContain(CLIENT_SECRET);
    }
  });
});
