import fs from "node:fs";
import { expect, test } from "vitest";

interface Manifest {
  readonly dependencies: Record<string, string>;
  readonly devDependencies: Record<string, string>;
}
const manifest = JSON.parse(fs.readFileSync("package.json", "utf8")) as Manifest;
/** What is installed under another name is written `npm:name@version`. */
const wanted = Object.fromEntries(
  Object.entries({ ...manifest.dependencies, ...manifest.devDependencies }).map(([name, version]) => [
    name,
    version.replace(/^npm:[^@]+@/, ""),
  ]),
);
const lock = JSON.parse(fs.readFileSync("package-lock.json", "utf8")) as {
  packages: Record<string, { version?: string } | undefined>;
};

const numbers = (version: string) => version.split(".").map(Number);
function isAtLeast(version: string, floor: string): boolean {
  const [at, from] = [numbers(version), numbers(floor)];
  const difference = at.map((part, index) => part - (from[index] ?? 0)).find((part) => part !== 0);
  return (difference ?? 0) >= 0;
}

test.each([
  ["next", "16.3.3", "17.0.0"],
  ["next-auth", "4.24.15", "5.0.0"],
])("%s is at least %s and below %s: older ones have known holes", (name, floor, below) => {
  const installed = (
    JSON.parse(fs.readFileSync(`node_modules/${name}/package.json`, "utf8")) as { version: string }
  ).version;
  for (const version of [
    wanted[name] ?? "0.0.0",
    installed,
    lock.packages[`node_modules/${name}`]?.version ?? "0.0.0",
  ]) {
    expect(version).toMatch(/^\d+\.\d+\.\d+$/);
    expect([version, isAtLeast(version, floor), isAtLeast(version, below)]).toEqual([version, true, false]);
  }
});

test("every version in package.json is exact, so that two clones are the same", () => {
  expect(Object.entries(wanted).filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
});

test("the lock file has what package.json asks for", () => {
  const different = Object.entries(wanted).filter(
    ([name, version]) => lock.packages[`node_modules/${name}`]?.version !== version,
  );
  expect(different).toEqual([]);
});

test("the parts of Prisma are of one version", () => {
  const parts = ["prisma", "@prisma/client", "@prisma/adapter-better-sqlite3"].map((name) => wanted[name]);
  expect(new Set(parts).size).toBe(1);
});
