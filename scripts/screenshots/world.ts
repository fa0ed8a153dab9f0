import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import type { Role } from "@/lib/contracts/roles";
import { demoAccount } from "@/scripts/lib/demo-account.js";
import { accountOf, otherPeople } from "@/tests/e2e/support/accounts";
import { type Estate, readEstate } from "@/tests/e2e/support/estate";
import { openSession, type Session } from "@/tests/e2e/support/sessions";
import { type RunningConsole, startConsole } from "@/tests/support/servers/console";
import { addPeople } from "@/tests/support/servers/people";
import { type RunningSandbox, startSandbox } from "@/tests/support/servers/sandbox";
import { seedDataDir } from "@/tests/support/servers/seed";

/** Later the console would ask again who it is, in the middle of a picture. */
const SESSION_IS_FRESH_MS = 120_000;

/** A console with its stand-in for Qlik, as a picture needs it. */
export type World = {
  readonly console: RunningConsole;
  readonly sandbox: RunningSandbox;
  readonly estate: Estate;
  readonly dataDir: string;
  readonly sessionOf: (role: Role) => Promise<Session>;
  readonly stop: () => Promise<void>;
};

/** `filled`: as the demo; `new`: an administrator and nothing else; `bare`: not even that. */
export type WorldName = "filled" | "new" | "bare";

export async function startWorld(name: WorldName, tenants: number): Promise<World> {
  const dataDir = await mkdtemp(path.join(os.tmpdir(), "castellan-screenshots-"));
  const sandbox = await startSandbox({ tenants });
  if (name === "filled") {
    await seedDataDir({ dataDir, sandboxOrigin: sandbox.origin });
    await addPeople({ dataDir, sandboxOrigin: sandbox.origin, people: otherPeople });
  }
  const running = await startConsole({
    dataDir,
    connectTo: new URL(sandbox.origin).host,
    env:
      name === "new"
        ? { CASTELLAN_ADMIN_EMAIL: demoAccount.email, CASTELLAN_ADMIN_PASSWORD: demoAccount.password }
        : {},
  });
  const sessions = new Map<Role, { readonly session: Promise<Session>; readonly openedAt: number }>();
  return {
    console: running,
    sandbox,
    estate: await readEstate(sandbox.control),
    dataDir,
    sessionOf(role) {
      const known = sessions.get(role);
      if (known && Date.now() - known.openedAt < SESSION_IS_FRESH_MS) return known.session;
      const session = openSession(running.origin, accountOf(role));
      sessions.set(role, { session, openedAt: Date.now() });
      return session;
    },
    async stop() {
      await running.stop();
      await sandbox.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
