import { mkdtemp, rm } from "node:fs/promises";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { expect, test } from "@playwright/test";
import { type RunningConsole, startConsole } from "@/tests/support/servers/console";

/** What comes back for texts that are written to one socket, once it matches, or once the socket is closed. */
const exchange = (port: number, texts: readonly string[], until: RegExp): Promise<string> =>
  new Promise((resolve, reject) => {
    const socket = net.connect(port, "127.0.0.1");
    let received = "";
    socket.on("data", (chunk) => {
      received += chunk;
      if (!until.test(received)) return;
      socket.destroy();
      resolve(received);
    });
    socket.once("end", () => resolve(received));
    socket.once("error", reject);
    for (const text of texts) socket.write(text);
  });

const ask = (first: string, host: string, ...headers: string[]) =>
  `${[`${first} HTTP/1.1`, `Host: ${host}`, ...headers].join("\r\n")}\r\n\r\n`;

test("what strangers send is met at the door", async () => {
  const dataDir = await mkdtemp(path.join(os.tmpdir(), "castellan-strangers-"));
  let running: RunningConsole | undefined;
  try {
    running = await startConsole({ dataDir });
    const { port } = running;
    const host = `localhost:${port}`;
    const alive = ask("GET /api/health/live", host);

    for (const address of ["/api/setup", "/api/auth/callback/credentials"]) {
      const length = 300_000;
      const headers = ["Content-Type: application/json", `Content-Length: ${length}`];
      const large = ask(`POST ${address}`, host, `Origin: http://${host}`, ...headers);
      const answers = await exchange(port, [large, "x".repeat(length), alive], /HTTP\/1\.1 200/);
      expect(answers, address).toMatch(/^HTTP\/1\.1 413[\s\S]*HTTP\/1\.1 200/);
    }

    for (const protocol of ["websocket", "h2c"])
      for (const address of ["/sign-in", "/foo", "/_next/webpack-hmr", "/api/nothing"]) {
        const upgrade = ask(`GET ${address}`, host, "Connection: Upgrade", `Upgrade: ${protocol}`);
        expect(await exchange(port, [upgrade], /\r\n\r\n/), address).toMatch(/^HTTP\/1\.1 (200|307|404)/);
      }

    const broken: readonly (readonly [text: string, status: number])[] = [
      [ask("GET /api/nothing", host), 404],
      [ask("GET /api/tenants/%ED%A0%80", host), 400],
      [ask("GET /sign-in", host, "RSC: 1", "Next-Router-State-Tree: {"), 400],
      [ask("GET /api/auth/callback/credentials", host), 404],
      [ask("GET /api/auth/csrf?callbackUrl=%5C%5Cevil.test", host), 400],
    ];
    for (const [text, status] of broken) {
      const answer = await exchange(port, [text], /requestId/);
      expect(answer, text).toMatch(new RegExp(`^HTTP/1\\.1 ${status}[\\s\\S]*application/problem\\+json`));
    }

    const page = await exchange(port, [ask("GET /", "localhost", "Connection: close")], /<\/html>/);
    expect(page).toContain("This console answers only at its own address.");
    expect(page).toContain(`Open http://${host}, or set PUBLIC_URL`);
    expect(running.output()).toMatch(/Host header is not that of PUBLIC_URL/);
  } finally {
    await running?.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
});
