import path from "node:path";
import { defineConfig } from "vitest/config";

const root = import.meta.dirname;

const COMPONENTS = "tests/unit/components/**/*.test.{ts,tsx}";

/** Hundreds of people sign in; the cost that is meant to be high is paid where passwords themselves are tested. */
const quickPasswords = {
  find: /^((\.\.\/)+|@\/lib\/server\/)passwords$/,
  replacement: path.join(root, "tests/support/quick-passwords.ts"),
};

export default defineConfig({
  resolve: {
    alias: {
      // The marker package throws outside a React server bundle; tests run server code in plain Node.
      "server-only": path.join(root, "tests/support/server-only.ts"),
      "@": root,
    },
  },
  test: {
    // An odd time zone (UTC+5:45), so that nothing passes by living in UTC.
    env: { TZ: "Asia/Kathmandu" },
    setupFiles: ["tests/support/vitest-setup.ts"],
    // Which ring a test is of, and what it asks for; scripts/lib/rings.js chooses by them.
    tags: [
      { name: "night", description: "Takes long, or asks more of what another test asks in short." },
      { name: "store", description: "Asks for what differs between SQLite and PostgreSQL." },
      { name: "kills", description: "Kills processes: CASTELLAN_TEST_KILLS says how often." },
    ],
    // By itself vitest leaves one processor free, which of two is half the machine.
    maxWorkers: "100%",
    // `isolate: false`: reading the whole server anew for each file took a third of the run, and no module of the server
    // has a state that one test could leave to the next.
    projects: [
      {
        extends: true,
        // A busy machine is no defect of the console.
        test: {
          name: "unit",
          include: ["tests/unit/**/*.test.{ts,tsx}"],
          exclude: [COMPONENTS],
          isolate: false,
          testTimeout: 20_000,
        },
      },
      {
        extends: true,
        // Each in a page of its own: what one renders, mocks or fetches must not stand in another's.
        test: { name: "unit-components", include: [COMPONENTS], testTimeout: 20_000 },
      },
      {
        extends: true,
        resolve: { alias: [quickPasswords] },
        test: {
          name: "integration",
          include: ["tests/integration/**/*.test.ts"],
          exclude: ["tests/integration/postgresql/**"],
          isolate: false,
          testTimeout: 20_000,
          hookTimeout: 30_000,
        },
      },
      {
        extends: true,
        resolve: { alias: [quickPasswords] },
        test: {
          name: "integration-postgresql",
          include: ["tests/integration/**/*.test.ts"],
          exclude: [
            // What a start does with its files; tests/integration/postgresql has the counterpart.
            "tests/integration/sqlite/**",
            "tests/integration/start.test.ts",
          ],
          env: { CASTELLAN_TEST_DATABASE: "postgresql" },
          globalSetup: ["tests/support/postgresql/setup.ts"],
          isolate: false,
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
