import "./lib/require-node.js";
import process from "node:process";
import { generate } from "./lib/generate.js";
import { installDriver, installPackages } from "./lib/install.js";
import { launch } from "./lib/launch.js";
import { coverageWords, fits, inTurn } from "./lib/rings.js";
import { readTestArguments } from "./lib/test-arguments.js";
import { NO_TESTS } from "./lib/test-counts.js";
import { testTable, testTotals } from "./lib/test-report.js";
import { testSeed } from "./lib/test-seed.js";
import { changeSteps, nightParts, runStep } from "./lib/test-steps.js";
import { testTools } from "./lib/test-tools.js";

/** @typedef {import("./lib/processes.js").Processes} Processes */
/** @typedef {import("./lib/test-report.js").StepResult} StepResult */

const nothing = { ...NO_TESTS, note: "" };

/** @param {string} name @param {() => Promise<unknown>} work that is no test, and without which nothing can be tested */
const preparation = (name, work) => runStep({ name, run: () => work().then(() => nothing) });

/**
 * The build goes on beside the others; and the database driver is compiled for a minute or two where there is no ready-made
 * one, on one processor: meanwhile the steps that need none are run.
 * @param {readonly import("./lib/test-steps.js").ChangeStep[]} steps
 * @param {Processes} processes
 * @returns {Promise<readonly StepResult[]>}
 */
async function runChange(steps, processes) {
  const of = (/** @type {"early" | "beside" | "late"} */ when) => steps.filter((step) => step.when === when);
  const driver = of("late").length > 0 ? installDriver(processes) : Promise.resolve();
  // It is told where it is waited for.
  driver.catch(() => undefined);
  const beside = Promise.all(of("beside").map(runStep));
  const results = [];
  for (const step of of("early")) results.push(await runStep(step));
  const made = await preparation("database driver", () => driver);
  if (made.counts.failed > 0) return [...results, ...(await beside), made];
  for (const step of of("late")) results.push(await runStep(step));
  return [...(await beside), ...results];
}

/**
 * Runs the parts of the night ring that fit, and says which.
 * @param {readonly import("./lib/test-steps.js").NightPart[]} parts
 * @param {{ changeMs: number, until: number }} clock `until` by `performance.now()`
 * @returns {Promise<readonly StepResult[]>}
 */
async function runNight(parts, { changeMs, until }) {
  const seed = testSeed();
  const [ran, left, results] = [
    /** @type {typeof parts[number][]} */ ([]),
    /** @type {typeof parts[number][]} */ ([]),
    /** @type {StepResult[]} */ ([]),
  ];
  for (const part of inTurn(parts, seed)) {
    if (fits(part, { changeMs, leftMs: until - performance.now() })) {
      results.push(await runStep(part));
      ran.push(part);
    } else left.push(part);
  }
  console.log(`\n${coverageWords({ seed, ran, left })}`);
  return results;
}

launch(async (processes) => {
  const tools = testTools(processes);
  const known = changeSteps(tools);
  const { only, ring, withinMinutes } = readTestArguments(
    process.argv.slice(2),
    known.map(({ name }) => name),
  );
  const steps = known.filter(({ name }) => only.includes(name));
  const startedAt = performance.now();
  /** @type {StepResult[]} */
  const results = [];
  const prepared = await preparation("install", async () => {
    await installPackages(processes);
    await generate(processes);
  });
  // It is no test, but nothing can be tested without it, and the last line has to say so.
  if (prepared.counts.failed > 0) results.push(prepared);
  else if (ring === "change") results.push(...(await runChange(steps, processes)));
  const changeMs = performance.now() - startedAt;
  const isSound = results.every(({ counts }) => counts.failed === 0);
  if (isSound && ring === "night") {
    const driver = await preparation("database driver", () => installDriver(processes));
    if (driver.counts.failed > 0) results.push(driver);
    else
      results.push(...(await runNight(nightParts(tools), { changeMs: 0, until: Number.POSITIVE_INFINITY })));
  } else if (isSound && withinMinutes > 0) {
    results.push(
      ...(await runNight(nightParts(tools), { changeMs, until: startedAt + withinMinutes * 60_000 })),
    );
  }
  const { line, failed } = testTotals(results);
  console.log(`\n${testTable(results).join("\n")}\n\n${line}`);
  return failed === 0 ? 0 : 1;
});
