import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";

const ROOT = path.resolve(import.meta.dirname, "../../..");

/** The script as its own process, with a channel to this one. */
function runScript(...args: readonly string[]) {
  const child = spawn(process.execPath, ["--import", "tsx", "scripts/sandbox.ts", ...args], {
    cwd: ROOT,
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  onTestFinished(() => {
    child.kill("SIGKILL");
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk) => (said += String(chunk)));
  return { child, said: () => said };
}

async function firstLine(child: ChildProcess): Promise<string> {
  const [chunk] = child.stdout ? await once(child.stdout, "data") : [];
  return String(chunk);
}

describe("scripts/sandbox.ts", () => {
  it("says where it listens in one line, and ends when its parent goes away", {
    timeout: 20_000,
  }, async () => {
    const { child } = runScript("--quiet", "--port", "0", "--tenants", "3");
    expect(await firstLine(child)).toMatch(/^sandbox listening on http:\/\/127\.0\.0\.1:\d+\n$/);
    const ended = once(child, "exit");
    child.disconnect();
    expect(await ended).toEqual([0, null]);
  });

  it("refuses to listen where others could reach it", { timeout: 20_000 }, async () => {
    const { child, said } = runScript("--host", "0.0.0.0");
    expect(await once(child, "close")).toEqual([1, null]);
    expect(said()).toContain("listens on loopback only");
  });
});
