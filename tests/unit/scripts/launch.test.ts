import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { inRoot } from "@/scripts/lib/paths.js";
import { temporaryFolder } from "./support";

const library = (name: string): string => String(pathToFileURL(inRoot("scripts/lib", name)));

/** Starts a command whose main function has this body. */
async function startCommand(body: string) {
  const file = path.join(await temporaryFolder(), "command.mjs");
  await writeFile(
    file,
    `import { launch } from "${library("launch.js")}";
     import { failure } from "${library("failure.js")}";
     launch(async (processes) => { ${body} });`,
  );
  const { npm_lifecycle_event: _notByNpm, ...env } = process.env;
  const command: ChildProcess = spawn(process.execPath, [file], { env: { ...env, NODE_ENV: "test" } });
  onTestFinished(() => void command.kill("SIGKILL"));
  let text = "";
  command.stdout?.on("data", (chunk) => {
    text += chunk;
  });
  command.stderr?.on("data", (chunk) => {
    text += chunk;
  });
  return { command, ended: once(command, "close"), output: () => text };
}

const SERVER = `
  const env = { ...process.env };
  const args = ["-e", 'console.log("up", process.pid); setInterval(() => {}, 1000);'];
  return await processes.startTool({ name: "server", args, env, output: "shown" }).ended;
`;

describe("a command", () => {
  it.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)(
    "leaves no process behind and ends by the signal on %s, also when npm sends it twice",
    async (signal) => {
      const { command, ended, output } = await startCommand(SERVER);
      await vi.waitFor(() => expect(output()).toContain("up"), { timeout: 8000 });
      const server = Number(/up (\d+)/.exec(output())?.[1]);
      command.kill(signal);
      command.kill(signal);
      expect(await ended).toEqual([null, signal]);
      expect(() => process.kill(server, 0)).toThrow("ESRCH");
      expect(output()).toContain("Stopping");
    },
  );

  it("ends at once on a second Ctrl-C while something does not want to stop", async () => {
    const { command, ended, output } = await startCommand(
      SERVER.replace("console.log", 'process.on("SIGINT", () => {}); console.log'),
    );
    await vi.waitFor(() => expect(output()).toContain("up"), { timeout: 8000 });
    const server = Number(/up (\d+)/.exec(output())?.[1]);
    command.kill("SIGINT");
    const again = setTimeout(() => command.kill("SIGINT"), 1000);
    const startedAt = performance.now();
    expect(await ended).toEqual([null, "SIGINT"]);
    clearTimeout(again);
    expect(performance.now() - startedAt).toBeLessThan(4000);
    await vi.waitFor(() => expect(() => process.kill(server, 0)).toThrow("ESRCH"), { timeout: 3000 });
  });

  it("says what happened and what to do, without a stack, and ends with 1", async () => {
    const { ended, output } = await startCommand('throw failure("Port 3000 is taken.", "Choose another.");');
    expect(await ended).toEqual([1, null]);
    expect(output()).toBe("\nPort 3000 is taken.\n\nChoose another.\n");
  });

  it("ends with the exit code of what it started", async () => {
    const { ended, output } = await startCommand(`
      const { serveProduction } = await import("${library("console-process.js")}");
      const start = processes.start;
      const args = ["-e", "process.exit(64)"];
      processes.start = (request) => start({ ...request, args });
      const address = { port: 9, host: "127.0.0.1", publicUrl: "http://localhost:9" };
      return await serveProduction(processes, { address, env: process.env, onReady: () => {} });
    `);
    expect(await ended).toEqual([64, null]);
    expect(output()).toMatch(/ended by itself \(exit code 64\)/);
  });

  it("shows where a surprise comes from", async () => {
    const { ended, output } = await startCommand('throw new TypeError("no such thing");');
    expect(await ended).toEqual([1, null]);
    expect(output()).toMatch(/TypeError: no such thing\n\s+at .*command\.mjs/);
  });

  it("hands on the exit code of its work", async () => {
    const { ended } = await startCommand("return 7;");
    expect(await ended).toEqual([7, null]);
  });
});
