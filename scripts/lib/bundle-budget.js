import fs from "node:fs/promises";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { failure } from "./failure.js";
import { inRoot } from "./paths.js";

const BUILD = ".next";

/**
 * @typedef {{ readonly pages: Readonly<Record<string, number>>, readonly others: number }} Budget Bytes of JavaScript
 *   (gzip) that a page may load before it works, by its route; `others` is for each that has no number of its own.
 * @typedef {{ readonly route: string, readonly bytes: number }} PageSize
 */

/**
 * What is too large, in words; nothing when all is well.
 * @param {readonly PageSize[]} sizes
 * @param {Budget} budget
 * @returns {readonly string[]}
 */
export function overBudget(sizes, { pages, others }) {
  const gone = Object.keys(pages).filter((page) => !sizes.some(({ route }) => route === page));
  return [
    ...gone.map(
      (page) => `${page}: the build has no such page; its budget stands in scripts/bundle-budget.json`,
    ),
    ...sizes.flatMap(({ route, bytes }) => {
      const allowed = pages[route] ?? others;
      return bytes > allowed
        ? [`${route}: ${bytes} bytes of JavaScript at first, ${allowed} are allowed`]
        : [];
    }),
  ];
}

/**
 * What each page of a build loads at first, by the build's own lists.
 * @param {string} [build] The build's folder
 * @returns {Promise<readonly PageSize[]>}
 */
export async function firstLoads(build = inRoot(BUILD)) {
  const read = async (/** @type {string} */ file) => JSON.parse(await fs.readFile(file, "utf8"));
  /** @type {{ route: string, firstLoadChunkPaths: string[] }[]} */
  const routes = await read(path.join(build, "diagnostics/route-bundle-stats.json"));
  /** @type {Map<string, number>} */
  const sizes = new Map();
  const folder = path.dirname(build);
  for (const chunk of new Set(routes.flatMap(({ firstLoadChunkPaths }) => firstLoadChunkPaths))) {
    sizes.set(chunk, gzipSync(await fs.readFile(path.join(folder, chunk))).length);
  }
  return routes.map(({ route, firstLoadChunkPaths }) => ({
    route,
    bytes: firstLoadChunkPaths.reduce((sum, chunk) => sum + (sizes.get(chunk) ?? 0), 0),
  }));
}

/** Throws when a page loads more than its budget allows; returns how many pages were looked at. */
export async function checkBundle() {
  /** @type {Budget} */
  const budget = JSON.parse(await fs.readFile(inRoot("scripts/bundle-budget.json"), "utf8"));
  const sizes = await firstLoads();
  const over = overBudget(sizes, budget);
  if (over.length > 0) {
    const advice =
      "Load it when it is needed (components/ui/late.ts, next/dynamic), or argue for a larger budget in scripts/bundle-budget.json.";
    throw failure(`Pages have become larger than they may be:\n${over.join("\n")}`, advice);
  }
  return sizes.length;
}
