import { spawn } from "node:child_process";
import { onTestFinished } from "vitest";

export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly complaints: string;
}

/** Runs a command in a process of its own, as somebody at the machine does. */
export async function castellan(
  args: readonly string[],
  variables: Readonly<Record<string, string>>,
): Promise<Ended> {
  const script = ["--conditions=react-server", "--import", "tsx", "scripts/castellan.ts"];
  const child = spawn(process.execPath, [...script, ...args], {
    env: { PATH: process.env.PATH, NODE_ENV: "test", LOG_LEVEL: "silent", ...variables },
    stdio: ["ignore", "pipe", "pipe"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  let out = "";
  let complaints = "";
  child.stdout.on("data", (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (complaints += chunk.toString()));
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
  return { code, out, complaints };
}
