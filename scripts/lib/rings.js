/**
 * Tests stand in two rings. A change passes the first, within minutes. The second is for the night: each kill and race, large
 * estates, all of integration on PostgreSQL, every page in every width and theme. A test says itself that it is of the night,
 * by the tag `night` (`@night` in Playwright); `store` says that a test asks for what differs between the databases, `kills`
 * that it kills processes and may do so more often, `@looks` that it looks at a page and may do so in more views.
 * @typedef {object} Ring
 * @property {string} vitest which tags
 * @property {string} postgresql which tags, for the tests that also run on PostgreSQL
 * @property {readonly string[]} playwright arguments that choose its tests
 * @property {Readonly<Record<string, string>>} env of every test of the ring
 */

/** @type {Ring} */
export const CHANGE = {
  vitest: "!night",
  postgresql: "store && !night",
  playwright: ["--grep-invert", "@night"],
  env: {},
};

/** @type {Ring} What {@link CHANGE} leaves out, more kills of what it kills, and every view of what it looks at. */
export const NIGHT = {
  vitest: "night || kills",
  postgresql: "night || !store",
  playwright: ["--grep", "@night|@looks"],
  env: { CASTELLAN_TEST_KILLS: "8", CASTELLAN_TEST_VIEWS: "all" },
};

/** How long the change ring takes on two quiet processors, in seconds: with it a machine is known for slow or quick. */
const CHANGE_TAKES_S = 330;

/**
 * @typedef {object} Part of the night ring: one run of a tool
 * @property {string} name
 * @property {number} seconds on two quiet processors
 */

/**
 * The parts in the order in which they are begun: it differs with the seed, so that where time is short, no part is always
 * the last one.
 * @template {Part} P
 * @param {readonly P[]} parts
 * @param {number} seed a whole number, 0 or more
 * @returns {readonly P[]}
 */
export function inTurn(parts, seed) {
  const first = parts.length === 0 ? 0 : seed % parts.length;
  return [...parts.slice(first), ...parts.slice(0, first)];
}

/**
 * Whether a part is likely to end in time.
 * @param {Part} part
 * @param {{ changeMs: number, leftMs: number }} clock how long the change ring took here, and how much time is left
 */
export function fits({ seconds }, { changeMs, leftMs }) {
  const pace = Math.max(1, changeMs / (CHANGE_TAKES_S * 1000));
  return seconds * 1000 * pace <= leftMs;
}

/**
 * What the night ring covered, in words.
 * @param {{ seed: number, ran: readonly Part[], left: readonly Part[] }} night
 */
export function coverageWords({ seed, ran, left }) {
  const names = (/** @type {readonly Part[]} */ parts) =>
    parts.length === 0 ? "nothing" : parts.map(({ name }) => name).join(", ");
  return [
    `Night ring, seed ${seed} (CASTELLAN_TEST_SEED): ran ${names(ran)}.`,
    ...(left.length === 0 ? [] : [`No time for ${names(left)}; npm run test:night runs them all.`]),
  ].join("\n");
}
