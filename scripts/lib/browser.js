import process from "node:process";
import { fileURLToPath } from "node:url";
import { browserFromNpm } from "./browser-from-npm.js";
import { toolEnvironment } from "./environment.js";
import { failure } from "./failure.js";
import { systemBrowsers } from "./system-browsers.js";

/** @typedef {import("./processes.js").Processes} Processes */

const TRY = fileURLToPath(new URL("./try-browser.js", import.meta.url));

const ADVICE = [
  "Get one in any of these ways, then run the tests again:",
  "  npx playwright install --with-deps chromium",
  "  apt-get install chromium          (Debian; other systems have a package too)",
  "  CHROME_PATH=/path/to/chrome npm test",
].join("\n");

/**
 * Finds a browser for the tests that really starts and draws: Playwright's own, the system's, else one from npm.
 * @param {Processes} processes
 * @returns {Promise<{ executable: string | null, version: string }>} `null`: Playwright's own
 */
export async function findBrowser(processes) {
  const env = toolEnvironment(process.env);
  /** @type {string[]} */
  const failed = [];

  /** @param {string | null} executable */
  async function attempt(executable) {
    const args = executable === null ? [TRY] : [TRY, executable];
    const { code, output } = await processes.run({ name: "The browser", args, env, output: "kept" });
    if (code === 0) return { executable, version: /version (\S+)/.exec(output)?.[1] ?? "unknown" };
    const reason = output.split("\n").find((line) => /error/i.test(line)) ?? `exit code ${code}`;
    failed.push(`  ${executable ?? "Playwright's own"}: ${reason.trim()}`);
    return null;
  }

  for (const candidate of [null, ...systemBrowsers({ env: process.env })]) {
    const found = await attempt(candidate);
    if (found !== null) return found;
  }
  const fromNpm = await browserFromNpm(processes);
  if (fromNpm !== null && "executable" in fromNpm) {
    const found = await attempt(fromNpm.executable);
    if (found !== null) return found;
  } else if (fromNpm !== null) {
    failed.push(`  ${fromNpm.reason}`);
  }
  throw failure(`No browser that works was found. Tried:\n${failed.join("\n")}`, ADVICE);
}
