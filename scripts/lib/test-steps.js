import fs from "node:fs/promises";
import process from "node:process";
import { findBrowser } from "./browser.js";
import { build } from "./build.js";
import { checkBundle } from "./bundle-budget.js";
import { toolEnvironment } from "./environment.js";
import { describeFailure, failure } from "./failure.js";
import { npmOfThisNode } from "./npm.js";
import { inRoot } from "./paths.js";
import { canRunPostgresql } from "./postgresql-programs.js";
import { countPlaywright, countVitest, NO_TESTS, settleCounts } from "./test-counts.js";

/** @typedef {import("./processes.js").Processes} Processes */
/** @typedef {import("./test-counts.js").Counts & { note: string }} Outcome */
/** @typedef {{ name: string, run: () => Promise<Outcome> }} Step */
/** @typedef {Step & { needsDriver: boolean }} TestStep `needsDriver`: it opens databases */

const tool = (/** @type {string} */ file) => inRoot("node_modules", file);

/** @param {number} code @returns {Outcome} */
const single = (code) =>
  code === 0 ? { ...NO_TESTS, passed: 1, note: "" } : { ...NO_TESTS, failed: 1, note: `exit code ${code}` };

/**
 * Reads a report that a tool has just written.
 * @param {string} file
 * @returns {Promise<unknown>} `null` when it wrote none
 */
async function readReport(file) {
  try {
    return JSON.parse(await fs.readFile(file, "utf8"));
  } catch {
    return null;
  }
}

/**
 * Everything that `npm test` runs, in order. A step that throws has failed.
 * @param {Processes} processes
 * @returns {readonly TestStep[]}
 */
export function testSteps(processes) {
  const env = toolEnvironment(process.env);

  /**
   * @param {string} name
   * @param {readonly string[]} args
   * @param {Readonly<Record<string, string>>} [extra]
   */
  const show = async (name, args, extra = {}) =>
    (await processes.run({ name, args, env: { ...env, ...extra }, output: "shown" })).code;

  async function types() {
    // Makes next-env.d.ts and the types of the routes, which a fresh clone lacks.
    const generated = await show("next typegen", [tool("next/dist/bin/next"), "typegen"]);
    return single(
      generated === 0 ? await show("tsc", [tool("typescript-7/bin/tsc"), "--noEmit"]) : generated,
    );
  }

  /**
   * @param {"unit" | "integration" | "integration-postgresql"} name
   * @param {readonly string[]} projects of vitest.config.ts
   */
  async function vitest(name, projects = [name]) {
    const report = inRoot(`.cache/test-results/${name}.json`);
    await fs.rm(report, { force: true });
    const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
    const chosen = projects.map((project) => `--project=${project}`);
    const code = await show(`vitest (${name})`, [tool("vitest/vitest.mjs"), "run", ...chosen, ...reporters]);
    return settleCounts(countVitest(await readReport(report)), code);
  }

  async function onPostgresql() {
    if (canRunPostgresql()) return await vitest("integration-postgresql");
    const why = "there is no PostgreSQL on this machine, and npm has no package of it for this machine";
    // Where a change is judged, nothing may go untested without being seen.
    if (process.env.CI === "true") throw failure(`Not run: ${why}.`, "Install PostgreSQL, 15 or later.");
    console.log(`skipped: ${why}`);
    return { ...NO_TESTS, note: "skipped: no PostgreSQL" };
  }

  /** @type {ReturnType<typeof build> | undefined} */
  let built;
  const buildOnce = () => {
    built ??= build(processes);
    return built;
  };

  async function buildConsole() {
    const note = (await buildOnce()) === "fresh" ? "was up to date" : "";
    // The build itself, and each page that is held to its budget.
    return { ...NO_TESTS, passed: 1 + (await checkBundle()), note };
  }

  async function endToEnd() {
    // Named in playwright.config.ts, too.
    const report = inRoot(".cache/test-results/e2e.json");
    await fs.rm(report, { force: true });
    await buildOnce().catch(() =>
      Promise.reject(failure("Not run, because the console could not be built.")),
    );
    const browser = await findBrowser(processes);
    console.log(`Browser: ${browser.executable ?? "Playwright's own"}, version ${browser.version}`);
    const code = await show("Playwright", [tool("@playwright/test/cli.js"), "test"], {
      ...(browser.executable === null ? {} : { CASTELLAN_TEST_BROWSER: browser.executable }),
    });
    return settleCounts(countPlaywright(await readReport(report)), code);
  }

  return [
    { name: "types", needsDriver: false, run: types },
    {
      name: "lint",
      needsDriver: false,
      run: async () => single(await show("lint", [npmOfThisNode(), "run", "--silent", "lint"])),
    },
    { name: "build", needsDriver: false, run: buildConsole },
    { name: "unit", needsDriver: true, run: () => vitest("unit", ["unit", "unit-components"]) },
    { name: "integration", needsDriver: true, run: () => vitest("integration") },
    { name: "integration-postgresql", needsDriver: true, run: onPostgresql },
    { name: "e2e", needsDriver: true, run: endToEnd },
  ];
}

/**
 * Runs one step, whatever comes of it.
 * @param {Step} step
 * @returns {Promise<import("./test-report.js").StepResult>}
 */
export async function runStep({ name, run }) {
  const startedAt = performance.now();
  console.log(`\n── ${name} ${"─".repeat(Math.max(4, 60 - name.length))}`);
  const { note, ...counts } = await run().catch((error) => {
    console.log(describeFailure(error));
    return { ...NO_TESTS, failed: 1, note: "see above" };
  });
  return { name, milliseconds: performance.now() - startedAt, counts, note };
}
