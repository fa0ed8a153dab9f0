import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { isOperation } from "@/lib/contracts/operation";
import { operations } from "@/lib/server/http/describe-api";

const CONTRACTS = path.resolve("lib/contracts");

test("every operation that a contract declares is answered by a service, or is the description itself", async () => {
  const files = fs.readdirSync(CONTRACTS, { recursive: true, encoding: "utf8" });
  const modules: Record<string, unknown>[] = await Promise.all(
    files
      .filter((file) => file.endsWith(".ts"))
      .map((file) => import(/* @vite-ignore */ path.join(CONTRACTS, file))),
  );
  const declared = modules.flatMap((contract) => Object.values(contract).filter(isOperation));
  const ids = declared.map(({ id }) => id);
  // Each is exported once, so none is answered twice.
  expect(operations.map(({ id }) => id).sort()).toEqual(ids.sort());
});

test("what is no operation is not taken for one", () => {
  const [known] = operations;
  expect(isOperation(known)).toBe(true);
  for (const other of [undefined, null, "GET", () => known, { method: "GET", path: "/api/x" }, {}])
    expect(isOperation(other)).toBe(false);
});
