import { type IncomingMessage, request as openRequest } from "node:http";
import { connect } from "node:net";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import type { Fault } from "@/lib/sandbox/state/faults";
import { type RunningSandbox, startSandbox, tenantAt } from "./harness";

const TOKENS = "/api/v1/oauth-tokens";
const BODY = { data: [], links: { self: { href: "https://example.org" } } };

async function startWith(...faults: readonly Fault[]): Promise<RunningSandbox> {
  const running = await startSandbox();
  for (const fault of faults) expect((await running.control("POST", "/faults", fault)).status).toBe(201);
  return running;
}

/** What arrives of an answer, byte for byte, with the moments of its pieces. */
function receive(running: RunningSandbox): Promise<{
  response: IncomingMessage;
  bytes: Buffer;
  pieces: number;
  error: NodeJS.ErrnoException | null;
}> {
  const { host } = tenantAt(running, 0);
  return new Promise((resolve, reject) => {
    const options = { port: running.port, host: "127.0.0.1", agent: false, path: TOKENS, headers: { host } };
    const request = openRequest(options, (response) => {
      const chunks: Buffer[] = [];
      let error: NodeJS.ErrnoException | null = null;
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("error", (failure) => {
        error = failure;
      });
      response.on("close", () =>
        resolve({ response, bytes: Buffer.concat(chunks), pieces: chunks.length, error }),
      );
    });
    request.on("error", reject);
    request.end();
  });
}

/** How the connection ends, below HTTP: in good order, or by the code of an error. */
function endOfConnection({ port, sandbox }: RunningSandbox): Promise<string> {
  const hostname = sandbox.state.estate.tenants()[0]?.hostnames[0];
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.write(`GET ${TOKENS} HTTP/1.1\r\nHost: ${hostname}\r\n\r\n`);
    socket.resume();
    socket.once("end", () => resolve("in good order"));
    socket.once("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? ""));
  });
}

describe("a broken answer", () => {
  it("can be HTML from a gateway", async () => {
    const headers = { "content-type": "text/html" };
    const running = await startWith({ status: 502, headers, body: "<h1>502 Bad Gateway</h1>" });
    const { response, bytes } = await receive(running);
    expect([response.statusCode, response.headers["content-type"]]).toEqual([502, "text/html"]);
    expect(bytes.toString()).toBe("<h1>502 Bad Gateway</h1>");
  });

  it("can drip byte by byte", async () => {
    const running = await startWith({ status: 200, body: "slowly", dripMs: 20 });
    const before = performance.now();
    const { bytes, pieces } = await receive(running);
    expect([bytes.toString(), pieces]).toEqual(["slowly", 6]);
    expect(performance.now() - before).toBeGreaterThan(90);
  });

  it("can end in good order in the middle of its JSON", async () => {
    const running = await startWith({ body: BODY, truncateTo: 9 });
    const { bytes, error } = await receive(running);
    expect([bytes.toString(), error]).toEqual(['{"data":[', null]);
  });

  it.each(["reset", "half-close"] as const)(
    "can be a connection that ends before any byte (%s)",
    async (cut) => {
      await expect(receive(await startWith({ body: BODY, cut }))).rejects.toMatchObject({
        code: "ECONNRESET",
      });
    },
  );

  it.each(["reset-in-body", "half-close-in-body"] as const)(
    "can be a connection that ends in the body (%s)",
    async (cut) => {
      const { response, bytes, error } = await receive(await startWith({ body: BODY, cut }));
      expect(Number(response.headers["content-length"])).toBe(JSON.stringify(BODY).length);
      expect(bytes.length).toBeLessThan(JSON.stringify(BODY).length);
      expect(error?.code).toBe("ECONNRESET");
    },
  );

  it.each([
    ["reset", "ECONNRESET"],
    ["half-close", "in good order"],
    ["half-close-in-body", "in good order"],
  ] as const)("tells a reset from the end of one direction (%s)", async (cut, end) => {
    expect(await endOfConnection(await startWith({ body: BODY, cut }))).toBe(end);
  });

  it("can stop after the headers, and the sandbox still closes", async () => {
    const running = await startWith({ body: BODY, hangAfterHeaders: true });
    const { host } = tenantAt(running, 0);
    const options = { port: running.port, host: "127.0.0.1", agent: false, path: TOKENS, headers: { host } };
    const status = await new Promise((resolve, reject) => {
      const request = openRequest(options, (response) => {
        response.on("error", () => undefined);
        resolve(response.statusCode);
        setTimeout(() => request.destroy(), 50);
      });
      request.on("error", reject);
      request.end();
    });
    expect(status).toBe(200);
    await running.close();
  });

  it("can be small on the wire and huge when unpacked", async () => {
    const running = await startWith({ gzipBombMib: 32 });
    const { response, bytes } = await receive(running);
    expect(response.headers["content-encoding"]).toBe("gzip");
    expect(bytes.length).toBeLessThan(100_000);
    expect(gunzipSync(bytes).length).toBe(32 * 1024 * 1024 + '{"data":""}'.length);
  });

  it("can come after some that were right", async () => {
    const running = await startWith({ path: TOKENS, skip: 2, times: 1, status: 500 });
    const { host, client } = tenantAt(running, 0);
    const bearer = await running.bearer(host, client);
    const statuses = [];
    for (let i = 0; i < 4; i += 1) {
      statuses.push((await running.call({ host, path: TOKENS, bearer })).status);
    }
    expect(statuses).toEqual([200, 200, 500, 200]);
  });

  it("can be the right one, sent badly", async () => {
    const running = await startWith({ truncateTo: 12 });
    const { response, bytes } = await receive(running);
    expect([response.statusCode, bytes.toString()]).toEqual([401, '{"errors":[{']);
  });
});
