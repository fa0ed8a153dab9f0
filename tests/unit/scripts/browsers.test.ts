import path from "node:path";
import { expect, it } from "vitest";
import { findNpm } from "@/scripts/lib/npm.js";
import { systemBrowsers } from "@/scripts/lib/system-browsers.js";

const only =
  (...files: readonly string[]) =>
  (file: string): boolean =>
    files.includes(file);
const PATH = ["/usr/local/bin", "/usr/bin"].join(path.delimiter);

it("looks for browsers on the PATH, and first of all at CHROME_PATH", () => {
  const exists = only("/usr/bin/google-chrome", "/usr/local/bin/chromium", "/opt/my-chrome");
  expect(systemBrowsers({ env: { PATH }, exists })).toEqual([
    "/usr/local/bin/chromium",
    "/usr/bin/google-chrome",
  ]);
  expect(systemBrowsers({ env: { PATH, CHROME_PATH: "/opt/my-chrome" }, exists })[0]).toBe("/opt/my-chrome");
  expect(systemBrowsers({ env: { PATH }, exists: only() })).toEqual([]);
});

it("finds npm beside Node, or the one that runs the script", () => {
  const beside = "/opt/node/lib/node_modules/npm/bin/npm-cli.js";
  const calling = "/home/me/npm/bin/npm-cli.js";
  const where = { execPath: "/opt/node/bin/node", exists: only(beside, calling) };
  expect(findNpm({ ...where, env: {} })).toBe(beside);
  expect(findNpm({ ...where, env: { npm_execpath: calling } })).toBe(calling);
  expect(findNpm({ ...where, env: { npm_execpath: "/usr/lib/yarn.js" } })).toBe(beside);
  expect(() => findNpm({ ...where, exists: only(), env: {} })).toThrow("npm was not found");
});
