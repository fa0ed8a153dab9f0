import type { IncomingMessage, Server, ServerResponse } from "node:http";
import net from "node:net";
import { afterEach, describe, expect, it, vi } from "vitest";
import { createEdge } from "@/lib/serve/edge.js";

type Edge = Parameters<typeof createEdge>;

const open: { server: Server; sockets: net.Socket[] }[] = [];
afterEach(() => {
  for (const { server, sockets } of open.splice(0)) {
    for (const socket of sockets) socket.destroy();
    server.close();
  }
});

/** Opens sockets to an edge; each tells what it has received. */
async function listening(begin: Edge[0], limits?: Edge[1]) {
  const server = createEdge(begin, limits);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as net.AddressInfo;
  const sockets: net.Socket[] = [];
  open.push({ server, sockets });
  return () => {
    const socket = net.connect(port, "127.0.0.1");
    sockets.push(socket);
    let received = "";
    socket.on("data", (chunk) => {
      received += chunk;
    });
    socket.on("error", () => undefined);
    const until = (text: RegExp) =>
      new Promise<string>((resolve) => {
        const look = () => text.test(received) && resolve(received);
        socket.on("data", look);
        look();
      });
    const closed = new Promise<string>((resolve) => socket.once("close", () => resolve(received)));
    return { socket, until, closed };
  };
}

const get = (path: string, ...headers: string[]) =>
  `${[`GET ${path} HTTP/1.1`, "Host: x", ...headers].join("\r\n")}\r\n\r\n`;
const post = (path: string, length: number) =>
  `POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Length: ${length}\r\n\r\n`;

const tellPath = ({ url }: IncomingMessage, answer: ServerResponse) => void answer.end(`this is ${url}.`);

/** Reads the beginning of a body, in one of the ways that there are, and answers that it is too large. */
const refuseBody = (request: IncomingMessage, answer: ServerResponse) => {
  if (request.method === "GET") return tellPath(request, answer);
  const refuse = (_reading?: unknown) => void answer.writeHead(413).end("too large.");
  if (request.url === "/by-flowing") request.once("data", () => refuse(request.pause()));
  // As Next does: it goes on listening.
  else
    request.on("readable", () => {
      if (!answer.headersSent && request.read(1)) refuse();
    });
};

describe("the edge", () => {
  it.each(["/by-flowing", "/by-reading"])(
    "answers the next request after a body refused %s",
    async (path) => {
      const connect = await listening(refuseBody);
      const { socket, until } = connect();
      socket.write(post(path, 300_000));
      socket.write("x".repeat(300_000));
      socket.write(get("/next"));
      expect(await until(/this is/)).toMatch(/too large\..*this is \/next\./s);
    },
  );

  it("closes the socket of a refused body that does not come, or does not end", async () => {
    const connect = await listening(refuseBody, { leftoverMs: 50, leftoverBytes: 100_000 });
    const slow = connect();
    slow.socket.write(`${post("/large", 300_000)}x`);
    expect(await slow.closed).toMatch(/too large/);
    const endless = connect();
    endless.socket.write(post("/large", 50_000_000));
    endless.socket.write("x".repeat(10_000_000));
    expect(await endless.closed).toMatch(/too large/);
  });

  it.each([
    [
      "a socket that nobody serves",
      ["Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13"],
    ],
    ["HTTP/2", ["Connection: Upgrade, HTTP2-Settings", "Upgrade: h2c", "HTTP2-Settings: AAMAAABkAAQAAP__"]],
  ])("answers a request to upgrade to %s as if it had not asked", async (_what, headers) => {
    const connect = await listening(tellPath);
    const { socket, until } = connect();
    socket.write(get("/_next/webpack-hmr", ...headers));
    expect(await until(/this is/)).toMatch(/^HTTP\/1\.1 200 .*this is \/_next\/webpack-hmr\./s);
    socket.write(get("/next"));
    await until(/this is \/next\./);
  });

  it("closes sockets whose headers or body do not come", async () => {
    const connect = await listening(
      (request, answer) => request.resume().once("end", () => answer.end("never")),
      { headersMs: 60, requestMs: 60, lookEveryMs: 20 },
    );
    const silent = connect();
    const headers = connect();
    headers.socket.write("GET / HTTP/1.1\r\nHost: x\r\n");
    const body = connect();
    body.socket.write(`${post("/", 10)}x`);
    expect(await silent.closed).not.toMatch(/never/);
    expect(await headers.closed).toMatch(/^HTTP\/1\.1 408/);
    expect(await body.closed).toMatch(/^HTTP\/1\.1 408/);
  });

  it("closes the socket of somebody who takes no answer, and not of somebody who waits for one", async () => {
    const begun = new Map<string, ServerResponse>();
    const connect = await listening(
      (request, answer) => {
        begun.set(request.url ?? "", answer);
        if (request.url === "/much") answer.write("x".repeat(50_000_000));
      },
      { untakenMs: 60 },
    );
    const answerTo = (path: string) => vi.waitUntil(() => begun.get(path));
    const waiting = connect();
    waiting.socket.write(get("/wait"));
    const dead = connect();
    dead.socket.pause();
    dead.socket.write(get("/much"));
    const [late, much] = [await answerTo("/wait"), await answerTo("/much")];
    await new Promise((resolve) => much.once("close", resolve));
    late.end("at last.");
    await waiting.until(/at last/);
  });
});
