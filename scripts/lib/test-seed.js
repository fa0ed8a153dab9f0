import { execFileSync } from "node:child_process";
import process from "node:process";
import { failure } from "./failure.js";
import { root } from "./paths.js";

/**
 * Decides the order of the night ring: `CASTELLAN_TEST_SEED`, or the commit that is tested, so that every commit begins
 * elsewhere and the same one can be run again in the same way.
 * @returns {number} a whole number, 0 or more
 */
export function testSeed() {
  const given = process.env.CASTELLAN_TEST_SEED;
  if (given !== undefined) {
    if (/^\d{1,9}$/.test(given)) return Number(given);
    throw failure(`CASTELLAN_TEST_SEED is ${given}.`, "Give it a whole number, up to nine digits.");
  }
  try {
    const commit = execFileSync("git", ["rev-parse", "--short=7", "HEAD"], { cwd: root, encoding: "utf8" });
    return Number.parseInt(commit.slice(0, 7), 16);
  } catch {
    // An archive without its history.
    return 0;
  }
}
