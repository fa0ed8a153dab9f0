import type { Role } from "@/lib/contracts/roles";
import { inRoot } from "@/scripts/lib/paths.js";
import { createProcesses } from "@/scripts/lib/processes.js";
import { sandboxedEnvironment } from "@/scripts/lib/sandboxed.js";

export type NewAccount = {
  readonly name: string;
  readonly email: string;
  readonly password: string;
  readonly role: Role;
};

/** Lets people sign in to the console of a data folder, which may be running. */
export async function addPeople({
  dataDir,
  sandboxOrigin,
  people,
}: {
  readonly dataDir: string;
  readonly sandboxOrigin: string;
  readonly people: readonly NewAccount[];
}): Promise<void> {
  const args = [
    "--conditions=react-server",
    "--import",
    "tsx",
    inRoot("tests/support/servers/add-people.ts"),
  ];
  const env = sandboxedEnvironment({ dataDir, sandboxOrigin, env: process.env });
  const { code, output } = await createProcesses().run({
    name: "Adding people",
    args: [...args, JSON.stringify(people)],
    env,
    output: "kept",
  });
  if (code !== 0) throw new Error(`The people could not be added (exit code ${code}).\n${output}`);
}
