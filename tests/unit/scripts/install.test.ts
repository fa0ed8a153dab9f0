import { describe, expect, it } from "vitest";
import { isInstalled, isUpToDate, packagesFingerprint } from "@/scripts/lib/install.js";
import { installAdvice } from "@/scripts/lib/native-module.js";

const lockfile = JSON.stringify({
  packages: {
    "": { name: "castellan" },
    "node_modules/next": { version: "16.4.6" },
    "node_modules/fsevents": { version: "2.3.3", optional: true },
  },
});
const note = (packages: Record<string, unknown>): string => JSON.stringify({ packages });

describe("whether the packages are installed already", () => {
  it("needs nothing when npm's note agrees with the lockfile", () => {
    const present = {
      "node_modules/next": { version: "16.4.6" },
      "node_modules/fsevents": { version: "2.3.3" },
    };
    expect(isInstalled(lockfile, note(present))).toBe(true);
  });

  it("does without packages for other systems", () => {
    expect(isInstalled(lockfile, note({ "node_modules/next": { version: "16.4.6" } }))).toBe(true);
  });

  it.each([
    ["a package is missing", {}],
    ["a package has another version", { "node_modules/next": { version: "16.4.5" } }],
    [
      "there is a package that the lockfile does not know",
      { "node_modules/next": { version: "16.4.6" }, "node_modules/left-pad": { version: "1.3.0" } },
    ],
  ])("installs again when %s", (_case, present) => {
    expect(isInstalled(lockfile, note(present))).toBe(false);
  });
});

describe("the fingerprint of the packages", () => {
  const packageJson = { version: "0.1.0", scripts: { start: "a" }, dependencies: { next: "16.4.6" } };

  it("changes with the dependencies and with the lockfile", () => {
    const before = packagesFingerprint(JSON.stringify(packageJson), lockfile);
    const upgraded = { ...packageJson, dependencies: { next: "16.4.7" } };
    expect(packagesFingerprint(JSON.stringify(upgraded), lockfile)).not.toBe(before);
    expect(packagesFingerprint(JSON.stringify(packageJson), `${lockfile} `)).not.toBe(before);
  });

  it("stays when only a script or the version of the product changes", () => {
    const before = packagesFingerprint(JSON.stringify(packageJson), lockfile);
    const edited = { ...packageJson, version: "0.2.0", scripts: { start: "b" } };
    expect(packagesFingerprint(JSON.stringify(edited), lockfile)).toBe(before);
  });
});

describe("whether the database driver has to be tried", () => {
  const present = { packages: "p", native: "linux-x64-abi115", driver: "bytes" };

  it("is left alone when it is the one that was tried", () => {
    expect(isUpToDate({ ...present }, present)).toBe(true);
  });

  it.each([
    ["another Node.js starts the console", { ...present, native: "linux-x64-abi127" }],
    ["another Node.js has made it by hand", { ...present, driver: "other bytes" }],
    ["nothing was noted about it, by an earlier version", { packages: "p", native: "linux-x64-abi115" }],
  ])("is tried when %s", (_case, stamp) => {
    expect(isUpToDate(stamp, present)).toBe(false);
  });

  it("is tried when it is gone, whatever was noted", () => {
    const gone = { ...present, driver: null };
    expect(isUpToDate(gone, gone)).toBe(false);
  });
});

describe("what to do about packages that could not be installed", () => {
  it.each([
    ["a compiler is missing", "npm error gyp ERR! stack Error: not found: make", "build-essential python3"],
    ["a compiler is missing on a Mac", "npm error gyp ERR! build error", "xcode-select --install"],
    ["the registry is out of reach", "npm error code ENOTFOUND", "npm could not reach its registry"],
    ["the lockfile is stale", "npm error code EUSAGE", "Run `npm install`"],
    ["the disk is full", "npm error code ENOSPC", "The disk is full"],
    ["the folder belongs to somebody else", "npm error code EACCES", "npm may not write here"],
  ])("says it when %s", (_case, output, advice) => {
    expect(installAdvice(output)).toContain(advice);
  });

  it("makes nothing up when npm says something unknown", () => {
    expect(installAdvice("npm error code EWHATEVER")).toBeNull();
  });
});
