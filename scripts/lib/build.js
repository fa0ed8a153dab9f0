import { toolEnvironment } from "./environment.js";
import { failure } from "./failure.js";
import { fingerprintOfFiles } from "./fingerprint.js";
import { withLock } from "./lock.js";
import { inRoot, root } from "./paths.js";
import { withProgress } from "./progress.js";
import { readStamp, removeStamp, writeStamp } from "./stamp.js";

const STAMP = inRoot(".next/castellan-build.json");
const LOCK = inRoot(".cache/locks/build");

/** What the build depends on. The sandbox is no part of the console; the generated client follows the schema. */
const INPUTS = {
  include: [
    "app",
    "components",
    "lib",
    "public",
    "proxy.ts",
    "instrumentation.ts",
    "instrumentation-client.ts",
    "next.config.js",
    "tsconfig.json",
    "postcss.config.js",
    "package-lock.json",
    "prisma/schema",
    "prisma/postgresql/schema.prisma",
  ],
  exclude: ["lib/sandbox", "lib/server/store/generated", "lib/server/store/postgresql/generated"],
};

/** @param {import("./processes.js").Processes} processes */
async function runNextBuild(processes) {
  const { code, output } = await processes.run({
    name: "next build",
    args: [inRoot("node_modules/next/dist/bin/next"), "build"],
    env: toolEnvironment(process.env),
    output: "kept",
  });
  if (code !== 0) throw failure(`${output.trimEnd()}\n\nThe console could not be built (exit code ${code}).`);
}

/**
 * Builds the console for production when anything it depends on has changed.
 * @param {import("./processes.js").Processes} processes
 * @returns {Promise<"built" | "fresh">}
 */
export async function build(processes) {
  const inputs = await fingerprintOfFiles({ folder: root, ...INPUTS });
  const isFresh = async () => (await readStamp(STAMP)).inputs === inputs;
  if (await isFresh()) return "fresh";
  const onWait = (/** @type {number} */ pid) =>
    console.log(`› Waiting for process ${pid}, which is building …`);
  return await withLock(LOCK, { onWait }, async () => {
    if (await isFresh()) return "fresh";
    // A build that fails half-way must not pass for the one before.
    await removeStamp(STAMP);
    await withProgress("Building the console (the first time takes a minute or so)", () =>
      runNextBuild(processes),
    );
    await writeStamp(STAMP, { inputs });
    return "built";
  });
}
