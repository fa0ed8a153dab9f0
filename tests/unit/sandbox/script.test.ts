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

  it("takes its size, delays, limits and manners from flags", { timeout: 20_000 }, async () => {
    const { child } = runScript(
      ...["--quiet", "--port", "0", "--tenants", "2", "--tokens-per-tenant", "5"],
      ...["--latency", "40", "--rate-window", "10", "--rate-writes", "500", "--single-tenant", "bare"],
    );
    const [, origin = ""] = /(http:\S+)/.exec(await firstLine(child)) ?? [];
    const read = async (path: string) => (await fetch(`${origin}/__sandbox${path}`)).json();
    expect(await read("/settings")).toMatchObject({
      latencyMs: 40,
      rateLimits: { windowSeconds: 10, reads: 5000, writes: 500 },
      singleTenant: "bare",
      endOfList: "missing",
    });
    const { tenants }: { tenants: { tenantId: string }[] } = await read("/credentials");
    const { data }: { data: unknown[] } = await read(`/tenants/${tenants[0]?.tenantId}/oauth-tokens`);
    expect(data).toHaveLength(5);
  });

  it("says what a flag may be", { timeout: 20_000 }, async () => {
    const { child, said } = runScript("--end-of-list", "never");
    expect(await once(child, "close")).toEqual([1, null]);
    expect(said()).toContain("--end-of-list must be one of missing, null-href.");
  });
});
