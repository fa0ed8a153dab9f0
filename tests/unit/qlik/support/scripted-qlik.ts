import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { onTestFinished } from "vitest";

export interface SeenRequest {
  readonly method: string;
  readonly host: string;
  /** Path and query as they were sent. */
  readonly url: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

export type Script = (request: SeenRequest, response: ServerResponse) => void | Promise<void>;

/** A loopback HTTP server that answers as the script says and keeps what it saw; gone after the test. */
export async function startScriptedQlik(script: Script) {
  const seen: SeenRequest[] = [];
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    const { method = "", url = "", headers } = request;
    const told = { method, url, headers, body, host: headers.host ?? "" };
    seen.push(told);
    await script(told, response);
  });
  const port = await listen(server);
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { connectTo: { host: "127.0.0.1", port }, seen };
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      resolve(typeof address === "object" && address ? address.port : 0);
    });
  });
}

export function sendJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { "content-type": "application/json; charset=utf-8", ...headers });
  response.end(JSON.stringify(body));
}

/** A script that hands out access tokens `access-1`, `access-2`, … and leaves the rest to another script. */
export function withTokens(rest: Script): Script {
  let issued = 0;
  return (request, response) => {
    if (request.url !== "/oauth/token") return rest(request, response);
    issued += 1;
    const access_token = `access-${issued}`;
    sendJson(response, 200, { access_token, token_type: "bearer", expires_in: 21_600 });
  };
}

/** Qlik that has one answer to everything. */
export const answering = (body: unknown) => withTokens((_, response) => sendJson(response, 200, body));

export const queryOf = (url: string | undefined) => new URL(url ?? "", "https://x").searchParams;
