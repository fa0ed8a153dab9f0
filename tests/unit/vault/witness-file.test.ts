import { randomBytes } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { startExitCodes, startRefusalOf } from "@/lib/server/start-error";
import { rootKeyOf } from "@/lib/server/vault/root-key";
import {
  changeWitness,
  readWitness,
  signWitnessAgain,
  type Witness,
  witnessFile,
} from "@/lib/server/vault/witness-file";
import { temporaryFolder } from "@/tests/support/console";

const newRoot = () => rootKeyOf(randomBytes(32).toString("base64"));

const known: Witness = {
  installationId: "installation-1",
  epoch: 0,
  begin: { sequence: 0, mac: "b" },
  head: { sequence: 7, mac: "h" },
  lost: null,
  place: "file 1",
  doubt: null,
  hadAdministrator: true,
};

function written() {
  const dataDir = temporaryFolder();
  const roots = { current: newRoot(), former: [] };
  changeWitness(dataDir, roots, () => known);
  return { dataDir, roots, file: witnessFile(dataDir) };
}

const refusalOf = (read: () => unknown) => {
  try {
    read();
  } catch (error) {
    return startRefusalOf(error);
  }
  return undefined;
};

test("what was written is read again, by its owner alone, and nothing is left beside it", () => {
  const { dataDir, roots, file } = written();
  expect(readWitness(dataDir, roots)).toEqual(known);
  expect(readWitness(temporaryFolder(), roots)).toBeUndefined();
  expect(fs.statSync(file).mode & 0o777).toBe(0o600);
  expect(fs.statSync(path.dirname(file)).mode & 0o777).toBe(0o700);
  expect(fs.readdirSync(path.dirname(file))).toEqual(["installation.json"]);
  expect(fs.readFileSync(file, "utf8")).not.toContain(roots.current.bytes.toString("base64"));
});

test.each([
  ["installationId", '"installation-1"', '"installation-2"'],
  ["epoch", '"epoch": 0', '"epoch": 1'],
  ["begin", '"mac": "b"', '"mac": "c"'],
  ["head", '"sequence": 7', '"sequence": 6'],
  ["place", '"file 1"', '"file 2"'],
  ["doubt", '"doubt": null', '"doubt": "moved"'],
  ["lost", '"lost": null', '"lost": { "sequence": 9, "mac": "l", "after": 7 }'],
  ["hadAdministrator", '"hadAdministrator": true', '"hadAdministrator": false'],
])("another %s is not believed", (_what, from, to) => {
  const { dataDir, roots, file } = written();
  const text = fs.readFileSync(file, "utf8");
  expect(text).toContain(from);
  fs.writeFileSync(file, text.replace(from, to));
  expect(refusalOf(() => readWitness(dataDir, roots))?.exitCode).toBe(startExitCodes.installation);
});

test("a change of the root key signs it again; the former one opens it until then, and a wrong one never", () => {
  const { dataDir, roots } = written();
  const changed = { current: newRoot(), former: [roots.current] };
  expect(readWitness(dataDir, changed)).toEqual(known);
  signWitnessAgain(dataDir, changed);
  expect(readWitness(dataDir, { current: changed.current, former: [] })).toEqual(known);
  const wrong = refusalOf(() => readWitness(dataDir, roots));
  expect(wrong).toMatchObject({
    exitCode: startExitCodes.key,
    paragraph: expect.stringContaining(changed.current.id),
  });
});

test("what a process left behind that died while it wrote is in nobody's way, and one that fails leaves all as it was", () => {
  const { dataDir, roots, file } = written();
  fs.writeFileSync(`${file}.new`, "half");
  changeWitness(dataDir, roots, (present) => present && { ...present, head: { sequence: 8, mac: "i" } });
  expect(readWitness(dataDir, roots)?.head).toEqual({ sequence: 8, mac: "i" });
  expect(() =>
    changeWitness(dataDir, roots, () => {
      throw new Error("no");
    }),
  ).toThrow("no");
  changeWitness(dataDir, roots, () => undefined);
  expect(readWitness(dataDir, roots)?.head).toEqual({ sequence: 8, mac: "i" });
  expect(fs.readdirSync(path.dirname(file))).toEqual(["installation.json"]);
});
