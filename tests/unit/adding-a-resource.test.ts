import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { inRoot } from "@/scripts/lib/paths.js";

/** Of Qlik, and the last one that was added. */
const NEWEST = "oauth-tokens";

/** Where a resource has a line. Each says of itself what else there is to know of it. */
const LISTS = [
  "lib/client/pages.ts",
  "lib/contracts/acts.ts",
  "lib/sandbox/resources.ts",
  "lib/server/services/services.ts",
  "lib/server/store/store.ts",
];

const sources = ["app", "components", "lib", "scripts"].flatMap((folder) =>
  readdirSync(inRoot(folder), { recursive: true, encoding: "utf8" })
    .filter((file) => /\.(ts|tsx|js)$/.test(file) && !file.includes("generated"))
    .map((file) => `${folder}/${file}`),
);

/** A contract with operations is a resource's. */
const resources = sources.flatMap((file) => {
  const name = /^lib\/contracts\/([a-z-]+)\.ts$/.exec(file)?.[1];
  return name && /^export const \w+ = operation\(/m.test(readFileSync(inRoot(file), "utf8")) ? [name] : [];
});

/**
 * The resource whose name is in a path, as a folder, a file, or the beginning or end of one: "users/user-table.tsx". Of
 * services each folder is one's own, too: what a use case needs of other resources is its business.
 */
function ownerOf(file: string): string | undefined {
  const words = file
    .replace(/\.\w+$/, "")
    .split("/")
    .reverse();
  const isOf = (resource: string) => {
    const one = resource.replace(/s$/, "");
    return words.some(
      (word) =>
        [resource, one, `[${one}Id]`].includes(word) ||
        word.startsWith(`${one}-`) ||
        word.endsWith(`-${resource}`),
    );
  };
  const [, service] = /^lib\/server\/services\/([a-z-]+)\//.exec(file) ?? [];
  return resources.find((resource) => words.includes(resource)) ?? resources.find(isOf) ?? service;
}

function importsOf(file: string): string[] {
  const text = readFileSync(inRoot(file), "utf8");
  return [...text.matchAll(/(?:from|import)\s*\(?\s*"((?:@\/|\.)[^"]+)"/g)].flatMap(([, from = ""]) => {
    const bare = from.startsWith("@/") ? from.slice(2) : path.join(path.dirname(file), from);
    return sources.filter((source) => source === bare || source.replace(/\.\w+$/, "") === bare);
  });
}

/** What belongs to no resource and knows one all the same: that is what adding it has touched. */
const touchedBy = (resource: string): string[] =>
  sources
    .filter((file) => ownerOf(file) === undefined)
    .filter((file) => importsOf(file).some((imported) => ownerOf(imported) === resource))
    .sort();

test("adding a resource of Qlik touches the lists, and nothing else that is not its own", () => {
  expect(resources).toContain(NEWEST);
  const touched = touchedBy(NEWEST);
  expect(touched).toContain("lib/server/services/services.ts");
  expect(touched.filter((file) => !LISTS.includes(file))).toEqual([]);
});

test("there are five lists, and what is declared of a resource stands in files of its own", () => {
  expect(LISTS).toHaveLength(5);
  for (const list of LISTS) expect(sources).toContain(list);
});
