import fc from "fast-check";
import { expect, test } from "vitest";
import { insidePath } from "@/lib/contracts/inside-path";

const ORIGIN = "https://castellan.example.com";

/** What browsers and servers read in different ways, in every order. */
const piece = fc.oneof(
  fc.constantFrom(
    "/",
    "//",
    "\\",
    "..",
    ".",
    "%2e",
    "%2E",
    "%2f",
    "%5c",
    "\t",
    "\n",
    "\r",
    " ",
    "\0",
    ":",
    "@",
  ),
  fc.constantFrom(
    "evil.test",
    "x",
    "?",
    "#",
    "javascript:",
    "http:",
    "https:",
    "https://",
    "data:",
    "[",
    "::1]",
  ),
  fc.constantFrom(ORIGIN, "castellan.example.com", "user:password@", "api", "ſ", "。", "／", "．"),
  fc.string(),
);
const address = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(""));

test("whatever goes in, what comes out leads nowhere but into this console, and is what the parser makes of it", () => {
  fc.assert(
    fc.property(address, fc.boolean(), (given, known) => {
      const path = known ? insidePath(given, ORIGIN) : insidePath(given);
      expect(path).toMatch(/^\/(?!\/)/);
      const url = new URL(path, ORIGIN);
      expect(url.origin).toBe(ORIGIN);
      expect(`${url.pathname}${url.search}${url.hash}`).toBe(path);
      expect(insidePath(path)).toBe(path);
    }),
    { numRuns: 5_000 },
  );
});

test.each([
  "/..//evil.test",
  "/.//evil.test",
  "/x/..//evil.test",
  "/%2e%2e//evil.test",
  "/%2E//evil.test",
  "//evil.test",
  "/\\evil.test",
  "/\t/evil.test",
  "\n//evil.test",
  "https://evil.test/",
  "https://castellan.example.com@evil.test/",
  "https://user@castellan.example.com/tenants",
  "https://castellan.example.com//evil.test",
  "https://castellan.example.com.evil.test/",
  "javascript:alert(1)",
  "data:text/html,x",
  "http://[",
  "/api/auth/signout",
  "/x/../api/tenants",
  "",
])("%j leads to the overview", (given) => expect(insidePath(given, ORIGIN)).toBe("/"));

test.each([
  ["/tenants/1?a=b#c", "/tenants/1?a=b#c"],
  ["/tenants/../tokens", "/tokens"],
  ["https://castellan.example.com/tenants?a=b", "/tenants?a=b"],
  ["/tenants/a%2Fb?search=%2F%2Fx", "/tenants/a%2Fb?search=%2F%2Fx"],
])("%j leads to %j", (given, expected) => expect(insidePath(given, ORIGIN)).toBe(expected));

test("of what is given twice the first counts; nothing leads to the overview", () => {
  expect(insidePath(["/tenants", "//evil.test"])).toBe("/tenants");
  expect([insidePath(undefined), insidePath([])]).toEqual(["/", "/"]);
});
