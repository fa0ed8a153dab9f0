import { describe, expect, test } from "vitest";
import { mayHaveHappened, type QlikErrorKind } from "@/lib/server/qlik/errors";
import { createOAuthTokens } from "@/lib/server/qlik/resources/oauth-tokens";
import { createUsers } from "@/lib/server/qlik/resources/users";
import { ACME, clientFor, credential, errorFrom, hostOf, valueFrom } from "./support/clients";
import { FAULTS, NOW } from "./support/faults";
import { type Script, type SeenRequest, sendJson, withTokens } from "./support/scripted-qlik";

const apiRequests = (seen: readonly SeenRequest[]) => seen.filter(({ url }) => url !== "/oauth/token");
const exchanges = (seen: readonly SeenRequest[]) => seen.filter(({ url }) => url === "/oauth/token");

const meet = (script: Script, deadlineMs = 20_000) => clientFor(script, { clock: () => NOW, deadlineMs });

describe("a read", () => {
  test.each(FAULTS)("that meets $upstream is $kind after $requests requests", async (fault) => {
    const { tenant, seen, time } = await meet(
      withTokens((_, response) => fault.answer(response)),
      fault.deadlineMs,
    );
    expect(errorFrom(await tenant.of(createOAuthTokens).list())).toMatchObject({
      kind: fault.kind,
      ...fault.more,
    });
    expect(apiRequests(seen)).toHaveLength(fault.requests);
    expect(time.passed).toBe(fault.waits ?? 0);
  });
});

describe("a revocation", () => {
  /** As an answer to a deletion, of which no body is read. */
  const AS_DELETION: Partial<Record<QlikErrorKind, QlikErrorKind>> = {
    "not-json": "unexpected-answer",
    "paging-loop": "unexpected-answer",
  };

  test.each(FAULTS)("that meets $upstream is called done only by a 204", async (fault) => {
    const { tenant, seen } = await meet(
      withTokens((_, response) => fault.answer(response)),
      fault.deadlineMs,
    );
    const answer = await tenant.of(createOAuthTokens).revoke("k1");
    if (fault.revoked) expect(valueFrom(answer).outcome).toBe("revoked");
    else {
      const error = errorFrom(answer);
      expect(error.kind).toBe(AS_DELETION[fault.kind] ?? fault.kind);
      expect(error.notSent).toBeUndefined();
      expect(mayHaveHappened(error)).toBe(error.kind !== "rate-limited");
      expect(error.message.includes("not known")).toBe(mayHaveHappened(error));
    }
    expect(apiRequests(seen)).toHaveLength(fault.requests);
  });
});

describe("an exchange", () => {
  const AS_EXCHANGE: Partial<Record<QlikErrorKind, QlikErrorKind>> = { "paging-loop": "unexpected-answer" };

  test.each(FAULTS)("that meets $upstream fails alike, and nothing else is sent", async (fault) => {
    const { tenant, seen } = await meet((_, response) => fault.answer(response), fault.deadlineMs);
    const error = errorFrom(await tenant.of(createUsers).get("u1"));
    expect(error).toMatchObject({ kind: AS_EXCHANGE[fault.kind] ?? fault.kind, ...fault.more });
    expect(seen).toHaveLength(fault.requests);
    expect(exchanges(seen)).toHaveLength(fault.requests);
    expect(error.message).not.toContain("not known");
  });
});

describe("a request after an odd one", () => {
  test.each([
    ["a body behind a 204", "HTTP/1.1 204 No Content\r\n\r\nhello"],
    [
      "a second answer that nobody asked for",
      'HTTP/1.1 204 No Content\r\n\r\nHTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 12\r\n\r\n{"id":"u-x"}',
    ],
  ])("gets its own answer, not %s", async (_, text) => {
    const { tenant } = await meet(
      withTokens(({ method }, response) =>
        method === "DELETE" ? void response.socket?.write(text) : sendJson(response, 200, { id: "u1" }),
      ),
    );
    expect(valueFrom(await tenant.of(createOAuthTokens).revoke("k1")).outcome).toBe("revoked");
    expect(valueFrom(await tenant.of(createUsers).get("u1")).id).toBe("u1");
  });
});

describe("a redirect to another host", () => {
  const evil = hostOf("evil.eu.qlikcloud.com");

  test.each([301, 302, 303, 307, 308])("with %i shows it nothing, whatever was asked", async (status) => {
    const { tenant, client, seen } = await meet(({ host, url }, response) => {
      const wrong = host === evil || url.startsWith("/api/");
      if (wrong || host !== ACME) {
        response.writeHead(status, { location: `https://${evil}/oauth/token`, "content-type": "text/html" });
        response.end();
      } else sendJson(response, 200, { access_token: "a", token_type: "bearer" });
    });
    const beta = client.tenant(hostOf("beta.eu.qlikcloud.com"), credential);
    // So many that they are asked for in a body.
    const ids = Array.from({ length: 100 }, (_, index) => `a-user-with-a-rather-long-id-${index}`.repeat(2));
    const answers = [
      tenant.me(),
      tenant.of(createOAuthTokens).revoke("k1"),
      tenant.of(createUsers).list({ ids }),
      beta.exchange(),
    ];
    for (const answer of answers) expect(errorFrom(await answer).kind).toBe("redirected");
    expect(seen.map(({ host }) => host)).not.toContain(evil);
    expect(seen.map(({ method, url }) => `${method} ${url.split("?")[0]}`).sort()).toEqual([
      "DELETE /api/v1/oauth-tokens/k1",
      "GET /api/v1/tenants/me",
      "POST /api/v1/users/actions/filter",
      "POST /oauth/token",
      "POST /oauth/token",
    ]);
  });
});
