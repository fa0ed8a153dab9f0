import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as wait } from "node:timers/promises";
import { onTestFinished } from "vitest";
import { toolEnvironment } from "@/scripts/lib/environment.js";
import { inRoot } from "@/scripts/lib/paths.js";

/** How often tests kill at random: seldom in every run, and often where somebody asks for a long look. */
export const killsOr = (usual: number): number => Number(process.env.CASTELLAN_TEST_KILLS ?? usual);

export interface Killable {
  readonly pid: number;
  /** What it has said so far, line by line; a line that was cut off is none. */
  said(): string[];
  /** Ends it at once, and waits until it is gone. */
  kill(): Promise<void>;
  /** As {@link kill}, at a random moment of the given milliseconds. Throws when it has ended by itself before. */
  killWithin(milliseconds: number): Promise<void>;
}

/** Starts a program of tests/support/servers, and waits for the first line that it says. It ends with the test. */
export async function startKillable(
  file: string,
  args: readonly string[],
  variables: Readonly<Record<string, string>>,
): Promise<Killable> {
  const program = inRoot("tests/support/servers", file);
  const child = spawn(process.execPath, ["--conditions=react-server", "--import", "tsx", program, ...args], {
    env: { NODE_ENV: "production", ...toolEnvironment(process.env), ...variables },
    stdio: ["ignore", "pipe", "inherit"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  let text = "";
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
    text += chunk;
  });
  let isKilled = false;
  const over = once(child, "close");
  const endedEarly = over.then(() => {
    if (!isKilled) throw new Error(`${file} has ended by itself.`);
  });
  endedEarly.catch(() => undefined);
  await Promise.race([once(child.stdout, "data"), endedEarly]);

  const kill = async () => {
    isKilled = true;
    child.kill("SIGKILL");
    await over;
  };
  return {
    pid: child.pid ?? 0,
    said: () => text.split("\n").slice(0, -1),
    kill,
    async killWithin(milliseconds) {
      await Promise.race([wait(Math.random() * milliseconds), endedEarly]);
      await kill();
    },
  };
}
