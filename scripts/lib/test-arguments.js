import { failure } from "./failure.js";

/**
 * @typedef {object} TestArguments
 * @property {"change" | "night"} ring
 * @property {readonly string[]} only these steps of the change ring
 * @property {number} withinMinutes until when parts of the night ring follow the change ring; 0: none
 */

/**
 * What `npm test` and `npm run test:night` are asked for.
 * @param {readonly string[]} args
 * @param {readonly string[]} known the steps of the change ring
 * @returns {TestArguments}
 */
export function readTestArguments(args, known) {
  const [word, value = "", ...others] = args;
  const all = { ring: /** @type {const} */ ("change"), only: known, withinMinutes: 0 };
  if (word === undefined) return all;
  if (word === "--night" && args.length === 1) return { ...all, ring: "night" };
  if (others.length === 0 && word === "--night-within" && /^\d{1,3}$/.test(value)) {
    return { ...all, withinMinutes: Number(value) };
  }
  const names = others.length === 0 && word === "--only" ? value.split(",") : [];
  if (names.length > 0 && names.every((name) => known.includes(name))) return { ...all, only: names };
  throw failure(
    `Unknown: ${args.join(" ")}`,
    `npm test\nnpm test -- --only ${known.join(",")}\nnpm test -- --night-within 20   (minutes, both rings)\nnpm run test:night`,
  );
}
