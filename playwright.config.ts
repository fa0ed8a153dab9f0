import { defineConfig, devices } from "@playwright/test";
import { browserArguments } from "./scripts/lib/browser-arguments.js";

const { CASTELLAN_TEST_BROWSER: browser, CASTELLAN_TEST_TRACE: trace, CI: ci } = process.env;

/** Two consoles, one of which dies: the other waits until its lease has run out. */
const WAITS = /two-instances\.spec\.ts$/;

export default defineConfig({
  testDir: "tests/e2e",
  outputDir: ".cache/test-results/e2e",
  fullyParallel: true,
  workers: 2,
  // A busy machine is no defect of the console.
  timeout: 60_000,
  expect: { timeout: 15_000 },
  // A test that passes the second time is a defect, of the test or of what it tests.
  retries: 0,
  // What mostly waits goes first, so that in the end nobody waits for it.
  projects: [
    { name: "instances", testMatch: WAITS },
    { name: "one", testIgnore: WAITS },
  ],
  forbidOnly: Boolean(ci),
  reporter: [["list"], ["json", { outputFile: ".cache/test-results/e2e.json" }]],
  use: {
    ...devices["Desktop Chrome"],
    locale: "en-GB",
    // An odd time zone (UTC+5:45), so that nothing passes by living in UTC.
    timezoneId: "Asia/Kathmandu",
    // A trace of every test takes a good part of the run; a failure shows the page without it.
    trace: trace ? "retain-on-failure" : "off",
    screenshot: "only-on-failure",
    launchOptions: {
      args: browserArguments(),
      // `npm test` finds one; without it Playwright looks for its own.
      ...(browser ? { executablePath: browser } : {}),
    },
  },
});
