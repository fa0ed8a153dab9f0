import { mkdtemp, rm } from "node:fs/promises";
import http from "node:http";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { expect, test } from "@playwright/test";
import { startConsole } from "@/tests/support/servers/console";

const ANSWERS_WITHIN_MS = 45_000;

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = net.createServer().once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}

/** Status of the first request that is not refused; it is asked once, and waited for. */
async function firstAnswer(port: number): Promise<number | undefined> {
  for (;;) {
    const answer = await new Promise<number | "refused" | undefined>((resolve) => {
      const request = http.get(
        { port, host: "127.0.0.1", path: "/api/health/live", agent: false, timeout: ANSWERS_WITHIN_MS },
        (response) => {
          response.resume();
          resolve(response.statusCode);
        },
      );
      request.on("timeout", () => request.destroy());
      request.on("error", (error: NodeJS.ErrnoException) =>
        resolve(error.code === "ECONNREFUSED" ? "refused" : undefined),
      );
    });
    if (answer !== "refused") return answer;
    await wait(2);
  }
}

test("whoever asks while the console starts waits for it, and is answered", { tag: "@night" }, async () => {
  const dataDir = await mkdtemp(path.join(os.tmpdir(), "castellan-start-up-"));
  const port = await freePort();
  const starting = startConsole({ dataDir, env: { PORT: String(port) } });
  expect(await firstAnswer(port)).toBe(200);
  await (await starting).stop();
  await rm(dataDir, { recursive: true, force: true });
});
