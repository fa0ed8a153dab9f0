import { SERVE } from "@/scripts/lib/console-process.js";
import { toolEnvironment } from "@/scripts/lib/environment.js";
import { createProcesses } from "@/scripts/lib/processes.js";
import { untilReady } from "@/scripts/lib/readiness.js";

const STARTS_WITHIN_MS = 60_000;

export type RunningConsole = {
  /** What a browser calls it: `http://localhost:<port>`. */
  readonly origin: string;
  readonly port: number;
  readonly pid: number;
  /** All it printed so far, both streams. */
  output(): string;
  stop(): Promise<void>;
  /** Ends it at once, in the middle of whatever it does. */
  kill(): Promise<void>;
};

export type ConsoleOptions = {
  readonly dataDir: string;
  /** `host:port` of a sandbox; left out: Qlik's own hosts. */
  readonly connectTo?: string;
  /** Other variables of the environment table. */
  readonly env?: Readonly<Record<string, string>>;
};

/**
 * Starts the production build that is there, on any free loopback port, and waits until it can work. It ends with
 * this process. Throws with all it printed when it does not start.
 */
export async function startConsole({
  dataDir,
  connectTo,
  env = {},
}: ConsoleOptions): Promise<RunningConsole> {
  const processes = createProcesses();
  const { pid, stop, ended, output, message } = processes.start({
    name: "The console",
    args: [SERVE],
    env: {
      ...toolEnvironment(process.env),
      PORT: "0",
      HOST: "127.0.0.1",
      DATA_DIR: dataDir,
      ...(connectTo === undefined ? {} : { CASTELLAN_QLIK_CONNECT_TO: connectTo }),
      ...env,
    },
    output: "kept",
  });
  let isOver = false;
  void ended.then(() => {
    isOver = true;
  });
  const { port } = (await message(STARTS_WITHIN_MS)) as { readonly port: number };
  const publicUrl = env.PUBLIC_URL ?? `http://localhost:${port}`;
  if (!(await untilReady({ port, host: "127.0.0.1", publicUrl, isOver: () => isOver }))) {
    throw new Error(`The console ended before it was ready.\n${output()}`);
  }
  const kill = async () => {
    processes.killAll();
    await ended;
  };
  return { origin: publicUrl, port, pid, output, stop, kill };
}
