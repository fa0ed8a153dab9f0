import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** What one tenant of the stand-in holds. */
const TENANTS = 130;
const USERS = 105;
const CLIENT = { clientId: "https://client.example/metadata", clientSecret: "an-other-secret" };

export interface OtherReading {
  readonly connectTo: string;
  readonly client: typeof CLIENT;
  readonly hostname: string;
  readonly tenantId: string;
  readonly userId: string;
  /** Ids of the tokens that are there now. */
  tokens(): readonly string[];
  close(): Promise<void>;
}

/**
 * A second stand-in for Qlik Cloud, which reads every doubtful place of the documents the other way than `lib/sandbox`
 * does: cursors called `offset`, `{"href": null}` at the end, redirects to whole http addresses, no `expires_in`, no
 * `clientId`, errors without a trace id, 404 without a body. What works with both relies on the documents alone.
 */
export async function startOtherReading(): Promise<OtherReading> {
  const tokens = new Set(Array.from({ length: 3 }, (_, index) => `grant-${index}`));
  const hostname = hostOf(0);

  const organization = (url: URL) => {
    const from = Number(url.searchParams.get("offset") ?? 0);
    const to = Math.min(from + Number(url.searchParams.get("limit") ?? 20), TENANTS);
    const rows = Array.from({ length: TENANTS }, (_, index) => tenantRow(index)).slice(from, to);
    const next = to < TENANTS ? `http://foo.example/core/tenants?limit=${to - from}&offset=${to}` : null;
    return { data: rows, links: { self: { href: "x" }, next: { href: next } } };
  };

  const users = (url: URL) => {
    const from = Number(url.searchParams.get("next") ?? 0);
    const to = Math.min(from + Number(url.searchParams.get("limit") ?? 20), USERS);
    const rows = Array.from({ length: USERS }, (_, index) => userRow(index)).slice(from, to);
    return {
      data: rows,
      links: { self: { href: "x" }, ...(to < USERS ? { next: { href: `/users?next=${to}` } } : {}) },
    };
  };

  const answer = (request: IncomingMessage, response: ServerResponse) => {
    const url = new URL(request.url ?? "/", "http://stand-in");
    const json = (status: number, body: unknown) =>
      response
        .writeHead(status, { "content-type": "application/json; charset=utf-8" })
        .end(JSON.stringify(body));
    const path = `${request.method} ${url.pathname}`;

    if (path === "POST /oauth/token") {
      return void readJson(request).then((body) => {
        const right = body.client_id === CLIENT.clientId && body.client_secret === CLIENT.clientSecret;
        if (!right) return json(401, { errors: [{ title: "Unauthorized", code: "OAUTH-1", status: "401" }] });
        const expires_at = new Date(Date.now() + 3_600_000).toISOString();
        return json(200, { access_token: `for-${request.headers.host}`, token_type: "Bearer", expires_at });
      });
    }
    if (request.headers.authorization !== `Bearer for-${request.headers.host}`) {
      return void json(401, { errors: [{ title: "Unauthorized", code: "AUTH-1", status: 401 }] });
    }
    if (path === "GET /api/core/tenants") return void json(200, organization(url));
    if (path === "GET /api/v1/tenants/me") {
      const location = `http://${request.headers.host}/api/v1/tenants/tenant-0`;
      return void response.writeHead(302, { location, "content-type": "text/html" }).end("<p>Found</p>");
    }
    if (path === "GET /api/v1/tenants/tenant-0")
      return void json(200, { id: "tenant-0", name: "Tenant 0", hostnames: [hostname] });
    if (path === "GET /api/v1/users") return void json(200, users(url));
    if (path === "GET /api/v1/users/user-0") return void json(200, userRow(0));
    if (path === "GET /api/v1/oauth-tokens") {
      const rows = [...tokens].map((id) => ({
        id,
        tenantId: "tenant-0",
        userId: "user-0",
        deviceType: null,
        description: null,
      }));
      return void json(200, { data: rows, links: { self: { href: "x" }, next: { href: null } } });
    }
    const token = /^DELETE \/api\/v1\/oauth-tokens\/(.+)$/.exec(path)?.[1];
    if (token !== undefined) return void response.writeHead(tokens.delete(token) ? 204 : 404).end();
    json(404, { errors: [{ code: "HTTP-404", title: "Not found" }] });
  };

  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    connectTo: `127.0.0.1:${port}`,
    client: CLIENT,
    hostname,
    tenantId: "tenant-0",
    userId: "user-0",
    tokens: () => [...tokens],
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const hostOf = (index: number) => `tenant-${index}.eu.qlikcloud.com`;

/** Only what the description requires, and a status that it does not know. */
const tenantRow = (index: number) => ({
  id: `tenant-${index}`,
  status: index === 1 ? "hibernating" : "active",
  createdAt: "2025-01-01",
  updatedAt: "2025-01-01T00:00:00Z",
  hostnames: [hostOf(index)],
  regionCode: "eu-west-1",
  countryCode: "IE",
});

const userRow = (index: number) => ({
  id: `user-${index}`,
  subject: index === 1 ? `qlikbot\\${CLIENT.clientId}` : `subject-${index}`,
  name: `Person ${index}`,
  tenantId: "tenant-0",
});

async function readJson(request: IncomingMessage): Promise<Record<string, unknown>> {
  let text = "";
  for await (const chunk of request) text += chunk;
  return JSON.parse(text) as Record<string, unknown>;
}
