import { inSeconds } from "./progress.js";

/**
 * @typedef {object} StepResult
 * @property {string} name
 * @property {number} milliseconds
 * @property {import("./test-counts.js").Counts} counts
 * @property {string} note empty when there is nothing to say
 */

/**
 * The table of what was run, one line per step.
 * @param {readonly StepResult[]} results
 */
export function testTable(results) {
  const rows = results.map(({ name, milliseconds, counts, note }) => [
    counts.failed > 0 ? "✗" : "✓",
    name,
    inSeconds(milliseconds),
    `${counts.passed} passed`,
    `${counts.failed} failed`,
    counts.skipped > 0 ? `${counts.skipped} skipped` : "",
    note,
  ]);
  const widths = (rows[0] ?? []).map((_cell, column) =>
    Math.max(...rows.map((row) => (row[column] ?? "").length)),
  );
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}

/**
 * The very last line: what was counted over all steps.
 * @param {readonly StepResult[]} results
 */
export function testTotals(results) {
  const sum = (/** @type {"passed" | "failed" | "skipped"} */ key) =>
    results.reduce((total, { counts }) => total + counts[key], 0);
  const skipped = sum("skipped");
  return {
    failed: sum("failed"),
    line: `${sum("passed")} passed, ${sum("failed")} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`,
  };
}
