import "./lib/require-node.js";
import process from "node:process";
import { failure } from "./lib/failure.js";
import { generate } from "./lib/generate.js";
import { installDriver, installPackages } from "./lib/install.js";
import { launch } from "./lib/launch.js";
import { NO_TESTS } from "./lib/test-counts.js";
import { testTable, testTotals } from "./lib/test-report.js";
import { runStep, testSteps } from "./lib/test-steps.js";

/**
 * The steps that `--only unit,e2e` names; all of them without it.
 * @template {{ name: string }} Step
 * @param {readonly Step[]} steps
 * @param {readonly string[]} args
 */
function chosenSteps(steps, args) {
  if (args.length === 0) return steps;
  const names = args[0] === "--only" && args.length === 2 ? (args[1] ?? "").split(",") : [];
  const known = steps.map(({ name }) => name);
  if (names.length > 0 && names.every((name) => known.includes(name))) {
    return steps.filter(({ name }) => names.includes(name));
  }
  throw failure(`Unknown: ${args.join(" ")}`, `npm test\nnpm test -- --only ${known.join(",")}`);
}

/**
 * The database driver is compiled for a minute or two where there is no ready-made one, on one processor: meanwhile the
 * steps that need none are run.
 * @param {ReturnType<typeof testSteps>} steps
 * @param {import("./lib/processes.js").Processes} processes
 */
async function runSteps(steps, processes) {
  const results = [];
  const [early, late] = [steps.filter((step) => !step.needsDriver), steps.filter((step) => step.needsDriver)];
  const driver = late.length > 0 ? installDriver(processes) : Promise.resolve();
  // It is told where it is waited for.
  driver.catch(() => undefined);
  for (const step of early) results.push(await runStep(step));
  const made = await runStep({
    name: "database driver",
    run: async () => {
      await driver;
      return { ...NO_TESTS, note: "" };
    },
  });
  if (made.counts.failed > 0) return [...results, made];
  for (const step of late) results.push(await runStep(step));
  return results;
}

launch(async (processes) => {
  const steps = chosenSteps(testSteps(processes), process.argv.slice(2));
  const results = [];
  const prepared = await runStep({
    name: "install",
    run: async () => {
      await installPackages(processes);
      await generate(processes);
      return { ...NO_TESTS, note: "" };
    },
  });
  // It is no test, but nothing can be tested without it, and the last line has to say so.
  if (prepared.counts.failed > 0) results.push(prepared);
  else results.push(...(await runSteps(steps, processes)));
  const { line, failed } = testTotals(results);
  console.log(`\n${testTable(results).join("\n")}\n\n${line}`);
  return failed === 0 ? 0 : 1;
});
