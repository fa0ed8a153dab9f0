import { toolEnvironment } from "@/scripts/lib/environment.js";
import { createProcesses } from "@/scripts/lib/processes.js";
import { startSandbox as startSandboxProcess } from "@/scripts/lib/sandbox-process.js";
import { createSandboxControl, type SandboxControl } from "./sandbox-control";

export type RunningSandbox = {
  readonly origin: string;
  readonly port: number;
  readonly control: SandboxControl;
  stop(): Promise<void>;
};

export type SandboxSize = {
  /** The same seed gives the same estate. */
  readonly seed?: number;
  /** Tenants of the first organization. */
  readonly tenants?: number;
  /** Instead of a few for each person. */
  readonly tokensPerTenant?: number;
};

/** Starts the sandbox in a process of its own, on any free loopback port. It ends with this process. */
export async function startSandbox(size: SandboxSize = {}): Promise<RunningSandbox> {
  const processes = createProcesses();
  const env = toolEnvironment(process.env);
  const { origin, port, stop } = await startSandboxProcess(processes, { port: 0, ...size, env });
  return { origin, port, control: createSandboxControl({ origin }), stop };
}
