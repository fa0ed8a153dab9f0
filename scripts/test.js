import "./lib/require-node.js";
import process from "node:process";
import { failure } from "./lib/failure.js";
import { generate } from "./lib/generate.js";
import { install } from "./lib/install.js";
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

launch(async (processes) => {
  const steps = chosenSteps(testSteps(processes), process.argv.slice(2));
  const results = [];
  const prepared = await runStep({
    name: "install",
    run: async () => {
      await install(processes);
      await generate(processes);
      return { ...NO_TESTS, note: "" };
    },
  });
  // It is no test, but nothing can be tested without it, and the last line has to say so.
  if (prepared.counts.failed > 0) results.push(prepared);
  else for (const step of steps) results.push(await runStep(step));
  const { line, failed } = testTotals(results);
  console.log(`\n${testTable(results).join("\n")}\n\n${line}`);
  return failed === 0 ? 0 : 1;
});
