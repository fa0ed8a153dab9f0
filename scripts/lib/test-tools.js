import fs from "node:fs/promises";
import process from "node:process";
import { findBrowser } from "./browser.js";
import { build } from "./build.js";
import { checkBundle } from "./bundle-budget.js";
import { toolEnvironment } from "./environment.js";
import { failure } from "./failure.js";
import { npmOfThisNode } from "./npm.js";
import { inRoot } from "./paths.js";
import { canRunPostgresql } from "./postgresql-programs.js";
import { countPlaywright, countVitest, NO_TESTS, settleCounts } from "./test-counts.js";

/** @typedef {import("./processes.js").Processes} Processes */
/** @typedef {import("./test-counts.js").Counts & { note: string }} Outcome */
/** @typedef {import("./rings.js").Ring} Ring */

/** What the compiler has kept of an earlier run has hidden errors before. */
const ANEW = ["--incremental", "false"];

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
 * What checks the console, each with what it found.
 * @param {Processes} processes
 */
export function testTools(processes) {
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
      generated === 0 ? await show("tsc", [tool("typescript-7/bin/tsc"), "--noEmit", ...ANEW]) : generated,
    );
  }

  const lint = async () => single(await show("lint", [npmOfThisNode(), "run", "--silent", "lint"]));

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

  /**
   * @param {object} asked
   * @param {string} asked.name of the report
   * @param {readonly string[]} asked.projects of vitest.config.ts
   * @param {string} asked.tags those tests only
   * @param {string} [asked.shard] like `1/3`: that part of the files
   * @param {Ring["env"]} [asked.extra]
   */
  async function vitest({ name, projects, tags, shard, extra }) {
    const report = inRoot(`.cache/test-results/${name}.json`);
    await fs.rm(report, { force: true });
    const args = [
      ...projects.map((project) => `--project=${project}`),
      `--tags-filter=${tags}`,
      ...(shard === undefined ? [] : [`--shard=${shard}`]),
      ...["--reporter=default", "--reporter=json", `--outputFile.json=${report}`],
    ];
    const code = await show(`vitest (${name})`, [tool("vitest/vitest.mjs"), "run", ...args], extra);
    return settleCounts(countVitest(await readReport(report)), code);
  }

  /** @param {Omit<Parameters<typeof vitest>[0], "projects">} asked */
  async function vitestOnPostgresql(asked) {
    if (canRunPostgresql()) return await vitest({ ...asked, projects: ["integration-postgresql"] });
    const why = "there is no PostgreSQL on this machine, and npm has no package of it for this machine";
    // Where a change is judged, nothing may go untested without being seen.
    if (process.env.CI === "true") throw failure(`Not run: ${why}.`, "Install PostgreSQL, 15 or later.");
    console.log(`skipped: ${why}`);
    return { ...NO_TESTS, note: "skipped: no PostgreSQL" };
  }

  /**
   * @param {readonly string[]} args
   * @param {Ring["env"]} [extra]
   */
  async function playwright(args, extra = {}) {
    // Named in playwright.config.ts, too.
    const report = inRoot(".cache/test-results/e2e.json");
    await fs.rm(report, { force: true });
    await buildOnce().catch(() =>
      Promise.reject(failure("Not run, because the console could not be built.")),
    );
    const browser = await findBrowser(processes);
    console.log(`Browser: ${browser.executable ?? "Playwright's own"}, version ${browser.version}`);
    const code = await show("Playwright", [tool("@playwright/test/cli.js"), "test", ...args], {
      ...extra,
      ...(browser.executable === null ? {} : { CASTELLAN_TEST_BROWSER: browser.executable }),
    });
    return settleCounts(countPlaywright(await readReport(report)), code);
  }

  return { types, lint, buildConsole, vitest, vitestOnPostgresql, playwright };
}
