import { toolEnvironment } from "@/scripts/lib/environment.js";
import { inRoot } from "@/scripts/lib/paths.js";
import type { Processes } from "@/scripts/lib/processes.js";

const NEXT = inRoot("node_modules/next/dist/bin/next");
const APP = inRoot("tests/bench/bare");
const STARTS_WITHIN_MS = 60_000;

export interface BareNext {
  readonly origin: string;
  readonly pid: number;
  readonly stop: () => Promise<void>;
}

/** Builds and serves an application of the same Next that says hello: what there is to pay before anything is done. */
export async function startBareNext(processes: Processes): Promise<BareNext> {
  const env = { ...toolEnvironment(process.env), NEXT_TELEMETRY_DISABLED: "1" };
  const build = await processes.run({ name: "next build", args: [NEXT, "build", APP], env, output: "kept" });
  if (build.code !== 0) throw new Error(build.output);
  const served = processes.start({
    name: "The bare application",
    args: [NEXT, "start", APP, "--port", "0", "--hostname", "127.0.0.1"],
    env,
    output: "kept",
  });
  const [, port] = await served.printed(/http:\/\/(?:127\.0\.0\.1|localhost):(\d+)/, STARTS_WITHIN_MS);
  return { origin: `http://127.0.0.1:${port}`, pid: served.pid, stop: served.stop };
}
