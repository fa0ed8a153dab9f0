import { createProcesses } from "@/scripts/lib/processes.js";
import { SEED, sandboxedEnvironment } from "@/scripts/lib/sandboxed.js";

/** Fills a data folder as the demo does: an administrator, an organization, some tenants connected. */
export async function seedDataDir({
  dataDir,
  sandboxOrigin,
}: {
  readonly dataDir: string;
  readonly sandboxOrigin: string;
}): Promise<void> {
  const env = sandboxedEnvironment({ dataDir, sandboxOrigin, env: process.env });
  const seed = { name: "The seed", args: SEED, env, output: "kept" } as const;
  const { code, output } = await createProcesses().run(seed);
  if (code !== 0) throw new Error(`The seed failed (exit code ${code}).\n${output}`);
}
