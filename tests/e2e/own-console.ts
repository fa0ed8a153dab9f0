import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { type RunningConsole, startConsole } from "@/tests/support/servers/console";
import { type RunningSandbox, startSandbox } from "@/tests/support/servers/sandbox";
import { test as base } from "./fixtures";
import type { Account } from "./support/accounts";
import { openSession } from "./support/sessions";

const STARTS_WITHIN_MS = 60_000;

type OwnFixtures = {
  /** For `test.use`: who is the administrator from the start; `null`: there is none yet. */
  readonly firstAdministrator: Account | null;
  /** Other variables of its environment; a file of tests may take them from a server of its own. */
  readonly ownVariables: Readonly<Record<string, string>>;
  readonly ownSandbox: RunningSandbox;
  /** Where that console keeps its data; removed afterwards. */
  readonly ownDataDir: string;
  /** A console whose data folder was empty when it started. */
  readonly ownConsole: RunningConsole;
};

/** For tests of a console on its first day: each has servers of its own, and `page` opens that console. */
export const test = base.extend<OwnFixtures>({
  firstAdministrator: [null, { option: true }],
  ownVariables: async ({ browserName: _ }, use) => {
    await use({});
  },
  ownSandbox: [
    async ({ browserName: _ }, use) => {
      const sandbox = await startSandbox();
      await use(sandbox);
      await sandbox.stop();
    },
    { timeout: STARTS_WITHIN_MS },
  ],
  ownDataDir: async ({ browserName: _ }, use) => {
    const dataDir = await mkdtemp(path.join(os.tmpdir(), "castellan-first-day-"));
    await use(dataDir);
    await rm(dataDir, { recursive: true, force: true });
  },
  ownConsole: [
    async ({ ownSandbox, ownDataDir, firstAdministrator, ownVariables }, use) => {
      const running = await startConsole({
        dataDir: ownDataDir,
        connectTo: new URL(ownSandbox.origin).host,
        env: {
          ...ownVariables,
          ...(firstAdministrator
            ? {
                CASTELLAN_ADMIN_EMAIL: firstAdministrator.email,
                CASTELLAN_ADMIN_PASSWORD: firstAdministrator.password,
              }
            : {}),
        },
      });
      await use(running);
      await running.stop();
    },
    { timeout: STARTS_WITHIN_MS },
  ],
  baseURL: async ({ ownConsole: { origin } }, use) => {
    await use(origin);
  },
  storageState: async ({ ownConsole: { origin }, firstAdministrator }, use) => {
    await use(firstAdministrator ? await openSession(origin, firstAdministrator) : undefined);
  },
});
