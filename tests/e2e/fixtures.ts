import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { type BrowserContext, type BrowserContextOptions, test as base, expect } from "@playwright/test";
import type { Role } from "@/lib/contracts/roles";
import { watchForComplaints } from "@/tests/support/servers/complaints";
import { type RunningConsole, startConsole } from "@/tests/support/servers/console";
import { addPeople } from "@/tests/support/servers/people";
import { type RunningSandbox, type SandboxSize, startSandbox } from "@/tests/support/servers/sandbox";
import { seedDataDir } from "@/tests/support/servers/seed";
import { accountOf, otherPeople } from "./support/accounts";
import { type Estate, readEstate } from "./support/estate";
import { openSession, type Session } from "./support/sessions";

const SERVERS_START_WITHIN_MS = 120_000;
/** Well under the five minutes in which a sign-in is recent, and longer than most tests take. */
const SESSION_IS_FRESH_MS = 120_000;

type WorkerFixtures = {
  /** For `test.use`: another estate than the demo's. */
  readonly sandboxSize: SandboxSize;
  /** The stand-in for Qlik Cloud of this worker. */
  readonly sandbox: RunningSandbox;
  /** Data of the console, filled as in the demo; removed afterwards. */
  readonly dataDir: string;
  /** The production console of this worker; there is an account for each role. */
  readonly console: RunningConsole;
  /** A session of somebody with that role, opened once for tests that follow each other closely. */
  readonly sessionOf: (role: Role) => Promise<Session>;
  /** Tenants and organizations of the sandbox, as they were at its start. */
  readonly estate: Estate;
};

type TestFixtures = {
  /** For `test.use`: as what `page` is signed in; `null`: not at all. */
  readonly signedInAs: Role | null;
  /** For `test.use`: what the browser may complain about, such as a 404 that the test provokes. */
  readonly expectedComplaints: RegExp | null;
  /** Fails the test for errors on the browser's console, uncaught errors and violations of the CSP. */
  readonly noComplaints: undefined;
  /** Another browser, as clean as new unless told; closed afterwards, and watched as `page` is. */
  readonly openContext: (options?: BrowserContextOptions) => Promise<BrowserContext>;
};

export { expect };

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
        await addPeople({ dataDir, sandboxOrigin: sandbox.origin, people: otherPeople });
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
  sessionOf: [
    async ({ console: { origin } }, use) => {
      const sessions = new Map<Role, { readonly session: Promise<Session>; readonly openedAt: number }>();
      await use((role) => {
        const known = sessions.get(role);
        // Later the console would ask again who it is, where a test does not expect that.
        if (known && Date.now() - known.openedAt < SESSION_IS_FRESH_MS) return known.session;
        const session = openSession(origin, accountOf(role));
        sessions.set(role, { session, openedAt: Date.now() });
        return session;
      });
    },
    { scope: "worker" },
  ],
  estate: [async ({ sandbox: { control } }, use) => use(await readEstate(control)), { scope: "worker" }],
  baseURL: async ({ console: { origin } }, use) => {
    await use(origin);
  },
  signedInAs: ["admin", { option: true }],
  storageState: async ({ signedInAs, sessionOf }, use) => {
    await use(signedInAs === null ? undefined : await sessionOf(signedInAs));
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
  openContext: async ({ browser, baseURL, expectedComplaints }, use) => {
    const opened: { readonly context: BrowserContext; readonly complaints: () => readonly string[] }[] = [];
    await use(async (options = {}) => {
      const context = await browser.newContext({
        storageState: { cookies: [], origins: [] },
        ...(baseURL === undefined ? {} : { baseURL }),
        ...options,
      });
      opened.push({ context, complaints: await watchForComplaints(context) });
      return context;
    });
    for (const { context } of opened) await context.close();
    const unexpected = opened
      .flatMap(({ complaints }) => complaints())
      .filter((text) => !expectedComplaints?.test(text));
    expect(unexpected, "another browser complained").toEqual([]);
  },
});
