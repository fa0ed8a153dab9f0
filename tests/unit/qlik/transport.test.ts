import { createServer } from "node:net";
import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import { describe, expect, onTestFinished, test } from "vitest";
import { encodePath } from "@/lib/server/qlik/paths";
import { createTransport, type HttpRequest, type TransportOptions } from "@/lib/server/qlik/transport";
import { ACME, errorFrom, valueFrom } from "./support/clients";
import { type Script, sendJson, startScriptedQlik } from "./support/scripted-qlik";

const request: HttpRequest = {
  host: ACME,
  method: "GET",
  path: valueFrom(encodePath(["api", "v1", "users"])),
  headers: {},
};

function transportWith(options: Partial<TransportOptions>) {
  const transport = createTransport({ extraHosts: [], ...options });
  onTestFinished(() => transport.close());
  return transport;
}

async function transportFor(script: Script, options: Partial<TransportOptions> = {}) {
  const { connectTo, seen } = await startScriptedQlik(script);
  return { seen, ...transportWith({ connectTo, ...options }) };
}

describe("sending a request", () => {
  test("keeps the Host header, the path and the query as they are", async () => {
    const { send, seen } = await transportFor((_, response) => sendJson(response, 200, {}));
    const path = valueFrom(encodePath(["a", "../b"]));
    valueFrom(await send({ ...request, path, query: "sort=%2Bname" }));
    expect(seen).toMatchObject([{ host: "acme.eu.qlikcloud.com", url: "/a/..%2Fb?sort=%2Bname" }]);
  });

  test("gives every status as an answer, a redirect too, and sends nothing further", async () => {
    const { send, seen } = await transportFor((_, response) => {
      response.writeHead(302, { location: "https://beta.eu.qlikcloud.com/" }).end();
    });
    expect(valueFrom(await send(request))).toMatchObject({
      status: 302,
      contentType: null,
      body: Buffer.alloc(0),
    });
    expect(seen).toHaveLength(1);
  });

  test.each(["evil.com", "127.0.0.1", "acme.eu.qlikcloud.com:80", "acme.eu.qlikcloud.com.evil.com"])(
    "is refused for the host %s",
    async (host) => {
      const { send, seen } = await transportFor((_, response) => sendJson(response, 200, {}));
      expect(errorFrom(await send({ ...request, host })).kind).toBe("host-not-allowed");
      expect(seen).toEqual([]);
    },
  );

  test("is refused when the host's name leads into the own network", async () => {
    const connections: unknown[] = [];
    const server = createServer((socket) => connections.push(socket.destroy()));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void server.close());
    const { send } = transportWith({ resolve: async () => [{ address: "127.0.0.1", family: 4 }] });
    expect(errorFrom(await send(request)).kind).toBe("host-not-allowed");
    expect(connections).toEqual([]);
  });

  test("says that the host is unknown when its name is", async () => {
    const unknown = Object.assign(new Error("no"), { code: "ENOTFOUND" });
    const { send } = transportWith({ resolve: () => Promise.reject(unknown) });
    expect(errorFrom(await send(request))).toMatchObject({ kind: "host-unknown", host: ACME });
  });

  test("says that the service is unavailable when nobody listens, or hangs up", async () => {
    const { send } = await transportFor((_, response) => void response.destroy());
    expect(errorFrom(await send(request)).kind).toBe("unavailable");
    const nobody = transportWith({ connectTo: { host: "127.0.0.1", port: 1 } });
    expect(errorFrom(await nobody.send(request)).kind).toBe("unavailable");
  });

  test("cannot be redirected to an address that is not loopback", () => {
    expect(() => createTransport({ extraHosts: [], connectTo: { host: "192.168.1.1", port: 80 } })).toThrow();
  });
});

describe("a connection", () => {
  test("is used again by the next request, and by no other host's", async () => {
    const sockets: unknown[] = [];
    const { connectTo } = await startScriptedQlik((_, response) => {
      sockets.push(response.socket);
      sendJson(response, 200, {});
    });
    const { send } = transportWith({ connectTo });
    for (const host of [ACME, ACME, ACME, "beta.eu.qlikcloud.com"])
      valueFrom(await send({ ...request, host }));
    expect(sockets.map((socket) => sockets.indexOf(socket))).toEqual([0, 0, 0, 3]);
  });

  test("is one of at most so many to a host", async () => {
    const sockets = new Set<unknown>();
    const { connectTo } = await startScriptedQlik((_, response) => {
      sockets.add(response.socket);
      setTimeout(() => sendJson(response, 200, {}), 10);
    });
    const { send } = transportWith({ connectTo, connections: 3 });
    (await Promise.all(Array.from({ length: 12 }, () => send(request)))).forEach(valueFrom);
    expect(sockets.size).toBe(3);
  });
});

describe("the deadline", () => {
  test("ends a request that is never answered", async () => {
    const { send } = await transportFor(() => undefined, { deadlineMs: 60 });
    expect(errorFrom(await send(request)).kind).toBe("timed-out");
  });

  test("ends an answer that drips byte by byte", async () => {
    const { send } = await transportFor(
      (_, response) => {
        const drip = setInterval(() => response.write(" "), 10);
        response.on("close", () => clearInterval(drip));
      },
      { deadlineMs: 120 },
    );
    const start = performance.now();
    expect(errorFrom(await send(request)).kind).toBe("timed-out");
    expect(performance.now() - start).toBeLessThan(2_000);
  });

  test("does not wait when the caller gives up, and says that a change may have happened", async () => {
    const { send } = await transportFor(() => undefined);
    const sent = send({ ...request, method: "DELETE", signal: AbortSignal.abort() });
    expect(errorFrom(await sent)).toMatchObject({
      kind: "timed-out",
      message: expect.stringContaining("not known"),
    });
  });
});

describe("reading an answer", () => {
  const answering = (encoding: string, body: Buffer, maxBytes?: number) =>
    transportFor((_, response) => void response.writeHead(200, { "content-encoding": encoding }).end(body), {
      maxBytes,
    });

  test.each([
    ["gzip", gzipSync],
    ["br", brotliCompressSync],
    ["deflate", deflateSync],
  ])("decodes %s, and stops when it swells beyond the limit", async (encoding, compress) => {
    const small = await answering(encoding, compress(Buffer.from("zwölf")));
    expect(valueFrom(await small.send(request)).body.toString()).toBe("zwölf");
    const bomb = await answering(encoding, compress(Buffer.alloc(20_000_000)));
    expect(errorFrom(await bomb.send(request))).toMatchObject({ kind: "too-large", status: 200 });
  });

  test("takes a body of exactly the limit and refuses one byte more", async () => {
    const full = await answering("identity", Buffer.alloc(1_000, "a"), 1_000);
    expect(valueFrom(await full.send(request)).body).toHaveLength(1_000);
    const more = await answering("identity", Buffer.alloc(1_001, "a"), 1_000);
    expect(errorFrom(await more.send(request)).kind).toBe("too-large");
  });

  test("can be followed by another request after one that was too large", async () => {
    let count = 0;
    const { send } = await transportFor(
      (_, response) => {
        count += 1;
        response.end(Buffer.alloc(count === 1 ? 5_000_000 : 10, "a"));
      },
      { maxBytes: 1_000 },
    );
    expect(errorFrom(await send(request)).kind).toBe("too-large");
    expect(valueFrom(await send(request)).body).toHaveLength(10);
  });

  test("refuses what is compressed in another way than asked for, or broken", async () => {
    const double = await answering("gzip, gzip", gzipSync(gzipSync("x")));
    expect(errorFrom(await double.send(request)).kind).toBe("unexpected-answer");
    const broken = await answering("gzip", Buffer.from("this is not gzip"));
    expect(errorFrom(await broken.send(request)).kind).toBe("unexpected-answer");
    const cut = await answering("gzip", gzipSync(Buffer.alloc(5_000, "ab")).subarray(0, 30));
    expect(errorFrom(await cut.send(request)).kind).toBe("unexpected-answer");
    const cutBrotli = await answering("br", Buffer.from("\xff\xff\xff not brotli", "latin1"));
    expect(errorFrom(await cutBrotli.send(request)).kind).toBe("unexpected-answer");
  });

  test("refuses an answer that is shorter than it said", async () => {
    const { send } = await transportFor((_, response) => {
      response.writeHead(200, { "content-length": "100" }).write('{"data":[');
      setTimeout(() => response.destroy(), 20);
    });
    expect(errorFrom(await send(request)).kind).toBe("unavailable");
  });
});
