import fs from "node:fs";
import { expect, test } from "vitest";
import { acts, auditActions } from "@/lib/contracts/acts";

const declared = fs
  .readdirSync("lib/contracts/acts")
  .flatMap((file) =>
    [...fs.readFileSync(`lib/contracts/acts/${file}`, "utf8").matchAll(/^ {2}"([^"]+)": \{/gm)].map(
      ([, action]) => action,
    ),
  );

test("each act that a resource declares is among all, once", () => {
  expect(declared.length).toBeGreaterThan(0);
  expect(
    [...declared].sort(),
    "An act is declared twice, or its file has no line in contracts/acts.ts.",
  ).toEqual([...auditActions].sort());
});

test("no two acts are told in the same words", () => {
  const words = auditActions.map((action) => acts[action].words);
  expect(new Set(words).size).toBe(words.length);
});

test("acts are chosen among by resource, from accounts to revocations", () => {
  expect(auditActions.at(0)).toBe("administrator.create");
  expect(auditActions.at(-1)).toBe("revocation.take-over");
});
