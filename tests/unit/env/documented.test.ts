import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";

const root = path.resolve(import.meta.dirname, "../../..");
const read = (file: string) => fs.readFileSync(path.join(root, file), "utf8");
const variables = [...read("lib/env.ts").matchAll(/^ {2}([A-Z][A-Z_]+): /gm)].map(([, name]) => name).sort();
const operations = read("docs/operations.md");

test("the table of the environment in docs/operations.md names every variable that is read, once, and no other", () => {
  const table = /## Environment\n[\s\S]*?(?=\n## )/.exec(operations)?.[0] ?? "";
  const cells = [...table.matchAll(/^\| (`[^|]+`) +\|/gm)].map(([, cell = ""]) => cell);
  const named = cells.flatMap((cell) => [...cell.matchAll(/`([A-Z_]+)`/g)].map(([, name]) => name)).sort();
  expect(variables.length).toBeGreaterThan(15);
  expect(named).toEqual(variables);
});

test("no text for readers names a variable that the console does not read", () => {
  const prefix = /\b(?:CASTELLAN|OIDC|NEXTAUTH)_[A-Z_]*[A-Z]\b/g;
  for (const file of ["README.md", "docs/operations.md", "docs/security.md", "docs/architecture.md"]) {
    const unknown = [...read(file).matchAll(prefix)]
      .map(([name]) => name)
      .filter((name) => !variables.includes(name));
    expect(unknown, file).toEqual([]);
  }
});
