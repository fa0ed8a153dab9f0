import { describeFailure } from "./failure.js";
import { CHANGE, NIGHT } from "./rings.js";
import { NO_TESTS } from "./test-counts.js";

/** @typedef {import("./test-tools.js").Outcome} Outcome */
/** @typedef {ReturnType<typeof import("./test-tools.js").testTools>} TestTools */
/** @typedef {{ name: string, run: () => Promise<Outcome> }} Step */
/**
 * @typedef {Step & { when: "early" | "beside" | "late" }} ChangeStep `early`: opens no database; `beside`: goes on beside those
 *   that follow; `late`: opens databases
 */
/** @typedef {Step & import("./rings.js").Part} NightPart */

/**
 * Everything that a change has to pass, in order. A step that throws has failed.
 * @param {TestTools} tools
 * @returns {readonly ChangeStep[]}
 */
export function changeSteps({ types, lint, buildConsole, vitest, vitestOnPostgresql, playwright }) {
  const { vitest: tags, env: extra } = CHANGE;
  /** @param {string} name @param {readonly string[]} projects */
  const inVitest = (name, projects) => () => vitest({ name, projects, tags, extra });
  return [
    { name: "build", when: "beside", run: buildConsole },
    { name: "types", when: "early", run: types },
    { name: "lint", when: "early", run: lint },
    { name: "unit", when: "late", run: inVitest("unit", ["unit", "unit-components"]) },
    { name: "integration", when: "late", run: inVitest("integration", ["integration"]) },
    {
      name: "integration-postgresql",
      when: "late",
      run: () => vitestOnPostgresql({ name: "integration-postgresql", tags: CHANGE.postgresql, extra }),
    },
    { name: "e2e", when: "late", run: () => playwright(CHANGE.playwright, extra) },
  ];
}

/** @param {number} count like 2 @returns {readonly string[]} like `1/2` and `2/2` */
const shards = (count) => Array.from({ length: count }, (_, index) => `${index + 1}/${count}`);

/**
 * The night ring, in parts of a minute or two each.
 * @param {TestTools} tools
 * @returns {readonly NightPart[]}
 */
export function nightParts({ vitest, vitestOnPostgresql, playwright }) {
  const extra = NIGHT.env;
  /** @param {string} name @param {string} shard */
  const report = (name, shard) => `night-${name}-${shard.replace("/", "-of-")}`;
  return [
    ...shards(2).map((shard) => ({
      name: `night integration ${shard}`,
      seconds: 60,
      run: () =>
        vitest({
          ...{ name: report("integration", shard), projects: ["unit", "integration"], tags: NIGHT.vitest },
          ...{ shard, extra },
        }),
    })),
    ...shards(4).map((shard) => ({
      name: `night postgresql ${shard}`,
      seconds: 60,
      run: () =>
        vitestOnPostgresql({ name: report("postgresql", shard), tags: NIGHT.postgresql, shard, extra }),
    })),
    ...shards(4).map((shard) => ({
      name: `night e2e ${shard}`,
      seconds: 90,
      run: () => playwright([...NIGHT.playwright, `--shard=${shard}`], extra),
    })),
  ];
}

/**
 * Runs one step, whatever comes of it.
 * @param {Step} step
 * @returns {Promise<import("./test-report.js").StepResult>}
 */
export async function runStep({ name, run }) {
  const startedAt = performance.now();
  console.log(`\n── ${name} ${"─".repeat(Math.max(4, 60 - name.length))}`);
  const { note, ...counts } = await run().catch((error) => {
    console.log(`${name}: ${describeFailure(error)}`);
    return { ...NO_TESTS, failed: 1, note: "see above" };
  });
  return { name, milliseconds: performance.now() - startedAt, counts, note };
}
