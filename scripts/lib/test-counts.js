/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

/** @type {Counts} */
export const NO_TESTS = { passed: 0, failed: 0, skipped: 0 };

/** @param {unknown} value */
const wholeNumber = (value) =>
  typeof value === "number" && Number.isInteger(value) && value >= 0 ? value : 0;

/**
 * @param {unknown} value
 * @returns {Readonly<Record<string, unknown>>}
 */
const members = (value) =>
  typeof value === "object" && value !== null ? /** @type {Record<string, unknown>} */ (value) : {};

/** @param {unknown} value */
const list = (value) => (Array.isArray(value) ? value : []);

/**
 * Counts of Vitest's JSON report. A file that could not even be loaded has no tests to fail: it counts as one. Tests that the
 * tags left out are told as pending, and are of another run: only what says itself that it is to do is skipped here.
 * @param {unknown} report
 * @returns {Counts}
 */
export function countVitest(report) {
  const { numPassedTests, numFailedTests, numTodoTests, testResults } = members(report);
  const broken = list(testResults)
    .map(members)
    .filter(({ status, assertionResults }) => status === "failed" && list(assertionResults).length === 0);
  return {
    passed: wholeNumber(numPassedTests),
    failed: wholeNumber(numFailedTests) + broken.length,
    skipped: wholeNumber(numTodoTests),
  };
}

/**
 * Counts of Playwright's JSON report. One that passed only when it was repeated has failed.
 * @param {unknown} report
 * @returns {Counts}
 */
export function countPlaywright(report) {
  const { stats, errors } = members(report);
  const { expected, unexpected, flaky, skipped } = members(stats);
  return {
    passed: wholeNumber(expected),
    failed: wholeNumber(unexpected) + wholeNumber(flaky) + list(errors).length,
    skipped: wholeNumber(skipped),
  };
}

/**
 * Makes a step's counts agree with how its tool ended: a failure that no test owns (an error outside of tests, a
 * crash) and a step without a single test each count as one failed.
 * @param {Counts} counts
 * @param {number} exitCode
 * @returns {Counts & { note: string }}
 */
export function settleCounts(counts, exitCode) {
  const { passed, failed, skipped } = counts;
  if (passed + failed === 0)
    return { ...counts, failed: 1, note: skipped > 0 ? "all skipped" : "no test ran" };
  if (exitCode !== 0 && failed === 0) return { ...counts, failed: 1, note: `exit code ${exitCode}` };
  return { ...counts, note: "" };
}
