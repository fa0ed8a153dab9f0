import fs from "node:fs";
import { expect, test } from "vitest";
import { operations } from "@/lib/server/http/describe-api";
import { routeFiles } from "@/tests/support/http";

/** next-auth's own, and what answers where there is nothing. */
const others = ["/api/auth/{...nextauth}", "/api/{...unknown}"];
const VERB = /^export const (\w+) = (?:forgettingSession\(\s*)?(?:route|fileRoute)\(\s*(\w+),/gm;

test("every route is made by route() out of the operation that declares its method and its path", () => {
  const found = routeFiles()
    .filter(({ path }) => !others.includes(path))
    .flatMap(({ path, file }) => {
      const text = fs.readFileSync(file, "utf8");
      const made = [...text.matchAll(VERB)].map(([, method, id]) => `${id}: ${method} ${path}`);
      // Nothing else leaves the file: no handler that was written by hand.
      expect(text.match(/^export /gm), file).toHaveLength(made.length);
      return made;
    });
  expect(found.sort()).toEqual(operations.map(({ id, method, path }) => `${id}: ${method} ${path}`).sort());
});
