import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { describe, expect, it, vi } from "vitest";
import { inRoot } from "@/scripts/lib/paths.js";
import { createProcesses } from "@/scripts/lib/processes.js";
import { temporaryFolder } from "./support";

/** A tool that starts a helper, prints both process ids, and goes on until it is ended. */
const TOOL = `
  const helper = require("node:child_process").spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
  console.log("pids", process.pid, helper.pid);
  setInterval(() => {}, 1000);
`;
const PIDS = /pids (\d+) (\d+)/;

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

const request = (program: string) =>
  ({ name: "The tool", args: ["-e", program], env: process.env, output: "kept" }) as const;

async function expectGone(pids: readonly number[]): Promise<void> {
  await vi.waitFor(() => expect(pids.filter(isAlive)).toEqual([]), { timeout: 6000, interval: 50 });
}

describe("a tool that a command runs", () => {
  it("hands back its exit code and all it printed", async () => {
    const program = 'console.log("out"); console.error("err"); process.exitCode = 3;';
    const { code, output } = await createProcesses().run(request(program));
    expect(code).toBe(3);
    expect(output).toContain("out");
    expect(output).toContain("err");
  });

  it("ends with everything it started when the command is stopped", async () => {
    const processes = createProcesses();
    const [, ...pids] = await processes.startTool(request(TOOL)).printed(PIDS, 10_000);
    await processes.stopAll();
    await expectGone(pids.map(Number));
  });

  it("ends by force when it does not want to", async () => {
    const processes = createProcesses();
    const stubborn = `process.on("SIGINT", () => {}); ${TOOL}`;
    const [, ...pids] = await processes.startTool(request(stubborn)).printed(PIDS, 10_000);
    processes.killAll();
    await expectGone(pids.map(Number));
  });

  it("ends with everything it started when the command itself is killed", async () => {
    const command = path.join(await temporaryFolder(), "command.mjs");
    const library = pathToFileURL(inRoot("scripts/lib/processes.js"));
    const settings = `{ name: "tool", args: ["-e", ${JSON.stringify(TOOL)}], env: process.env, output: "shown" }`;
    await writeFile(
      command,
      `import { createProcesses } from "${library}"; createProcesses().startTool(${settings});`,
    );
    const launcher = spawn(process.execPath, [command], { stdio: ["ignore", "pipe", "inherit"] });
    const [printed] = await once(launcher.stdout, "data");
    const [, ...pids] = PIDS.exec(String(printed)) ?? [];
    expect(pids.map(Number).every(isAlive)).toBe(true);
    launcher.kill("SIGKILL");
    await expectGone(pids.map(Number));
  });

  it("is not started any more once everything is being stopped", async () => {
    const processes = createProcesses();
    await processes.stopAll();
    expect(() => processes.start(request(""))).toThrow("The tool was not started");
  });
});

describe("waiting for what a program prints", () => {
  it("gives up with the program's own words when it ends first", async () => {
    const started = createProcesses().start(request('console.log("no such port"); process.disconnect();'));
    await expect(started.printed(/listening/, 10_000)).rejects.toMatchObject({
      message: "The tool ended (exit code 0).",
      advice: "no such port\n",
    });
  });

  it("finds what was printed before anybody asked", async () => {
    const processes = createProcesses();
    const started = processes.start(request('console.log("listening on 7"); setInterval(() => {}, 1000);'));
    await vi.waitFor(() => expect(started.output()).not.toBe(""), { timeout: 5000 });
    await wait(10);
    expect((await started.printed(/listening on (\d)/, 1000))[1]).toBe("7");
    await processes.stopAll();
  });
});
