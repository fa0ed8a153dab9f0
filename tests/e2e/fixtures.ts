import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { test as base, expect } from "@playwright/test";
import { demoAccount } from "@/scripts/lib/demo-account.js";
import { watchForComplaints } from "@/tests/support/servers/complaints";
import { type RunningConsole, startConsole } from "@/tests/support/servers/console";
import { type RunningSandbox, type SandboxSize, startSandbox } from "@/tests/support/servers/sandbox";
import { seedDataDir } from "@/tests/support/servers/seed";

const SERVERS_START_WITHIN_MS = 120_000;

type WorkerFixtures = {
  /** For `test.use`: another estate than the demo's. */
  readonly sandboxSize: SandboxSize;
  /** The stand-in for Qlik Cloud of this worker. */
  readonly sandbox: RunningSandbox;
  /** Data of the console, filled as in the demo; removed afterwards. */
  readonly dataDir: string;
  /** The production console of this worker, signed in to by `demoAccount`. */
  readonly console: RunningConsole;
};

type TestFixtures = {
  /** For `test.use`: what the browser may complain about, such as a 404 that the test provokes. */
  readonly expectedComplaints: RegExp | null;
  /** Fails the test for errors on the browser's console, uncaught errors and violations of the CSP. */
  readonly noComplaints: undefined;
};

export { demoAccount, expect };

/** A sandbox and a console per worker; a test that needs another state of the world makes it itself. */
export const test = base.extend<TestFixtures, WorkerFixtures>({
  sandboxSize: [{}, { scope: "worker", option: true }],
  sandbox: [
    async ({ sandboxSize }, use) => {
      const sandbox = await startSandbox(sandboxSize);
      await use(sandbox);
      await sandbox.stop();
    },
    { scope: "worker", timeout: SERVERS_START_WITHIN_MS },
  ],
  dataDir: [
    async ({ sandbox }, use) => {
      const dataDir = await mkdtemp(path.join(os.tmpdir(), "castellan-e2e-"));
      try {
        await seedDataDir({ dataDir, sandboxOrigin: sandbox.origin });
        await use(dataDir);
      } finally {
        await rm(dataDir, { recursive: true, force: true });
      }
    },
    { scope: "worker", timeout: SERVERS_START_WITHIN_MS },
  ],
  console: [
    async ({ sandbox, dataDir }, use) => {
      const running = await startConsole({ dataDir, connectTo: new URL(sandbox.origin).host });
      await use(running);
      await running.stop();
    },
    { scope: "worker", timeout: SERVERS_START_WITHIN_MS },
  ],
  baseURL: async ({ console: { origin } }, use) => {
    await use(origin);
  },
  expectedComplaints: [null, { option: true }],
  noComplaints: [
    async ({ context, expectedComplaints }, use) => {
      const complaints = await watchForComplaints(context);
      await use(undefined);
      const unexpected = complaints().filter((text) => !expectedComplaints?.test(text));
      expect(unexpected, "the browser complained").toEqual([]);
    },
    { auto: true },
  ],
});
