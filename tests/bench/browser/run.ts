import { existsSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { chromium } from "@playwright/test";
import { findBrowser } from "@/scripts/lib/browser.js";
import { browserArguments } from "@/scripts/lib/browser-arguments.js";
import { build } from "@/scripts/lib/build.js";
import { toolEnvironment } from "@/scripts/lib/environment.js";
import { failure } from "@/scripts/lib/failure.js";
import { launch } from "@/scripts/lib/launch.js";
import { npmOfThisNode } from "@/scripts/lib/npm.js";
import { inRoot } from "@/scripts/lib/paths.js";
import type { Processes } from "@/scripts/lib/processes.js";
import { table } from "../table";
import { measurePages, pagesTable } from "./pages";
import { measureTables, tablesTable } from "./tables";

const HELP = `npm run bench:browser -- [--runs 5] [--only tables|pages] [--no-build]

Measures the console in Chromium, with the processor slowed down four times, and prints tables with targets;
docs/benchmarks.md explains them. The tables that ours is compared with are fetched into tests/bench/browser by the
first run.
`;

const FOLDER = inRoot("tests/bench/browser");

async function run(processes: Processes, name: string, args: readonly string[]): Promise<void> {
  const env = { ...toolEnvironment(process.env), NEXT_TELEMETRY_DISABLED: "1" };
  const { code, output } = await processes.run({ name, args, env, output: "kept" });
  if (code !== 0) throw failure(`${output.trimEnd()}\n\n${name} failed (exit code ${code}).`);
}

/** Everything that is measured, made in this run by the same tools. */
async function prepare(processes: Processes): Promise<void> {
  if (!existsSync(path.join(FOLDER, "node_modules/.package-lock.json"))) {
    console.log("› Fetching the tables to compare with");
    await run(processes, "npm ci", [npmOfThisNode(), "ci", "--ignore-scripts", "--prefix", FOLDER]);
  }
  console.log("› Building the tables and the console");
  const vite = inRoot("node_modules/vite/bin/vite.js");
  await run(processes, "vite build", [vite, "build", "-c", path.join(FOLDER, "vite.config.js")]);
  await build(processes);
}

launch(async (processes) => {
  const { values } = parseArgs({
    options: {
      runs: { type: "string", default: "5" },
      only: { type: "string" },
      "no-build": { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) {
    console.log(HELP);
    return 0;
  }
  if (!values["no-build"]) await prepare(processes);
  const { executable, version } = await findBrowser(processes);
  console.log(`Browser: version ${version}; medians of ${values.runs}`);
  const browser = await chromium.launch({
    args: browserArguments(),
    ...(executable === null ? {} : { executablePath: executable }),
  });
  try {
    const runs = Number(values.runs);
    if (values.only !== "pages") console.log(`\n${table(tablesTable(await measureTables(browser, runs)))}`);
    if (values.only !== "tables")
      console.log(`\n${table(pagesTable(await measurePages(processes, browser, runs)))}`);
  } finally {
    await browser.close();
  }
  return 0;
});
