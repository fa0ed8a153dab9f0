import { readFile } from "node:fs/promises";
import { expect, it } from "vitest";
import { pageActionsFor, pagePatterns, sectionsFor, tabsFor } from "@/components/shell/page-lists";
import { pages } from "@/lib/client/pages";
import { addressOf } from "@/lib/client/paths";
import { patternsOf } from "@/tests/support/addresses";
import { pagesWith } from "@/tests/support/pages";

const files = await patternsOf(process.cwd(), "page.tsx");

it("every page of app is declared, and every declared page is there", () => {
  expect([...files.keys()].sort()).toEqual([...pagePatterns].sort());
});

it.each([...files])("%s takes its title and its role from its own declaration", async (pattern, file) => {
  const named = [
    ...(await readFile(file, "utf8")).matchAll(/\b(?:metadataOf|tenantTitle|refusalOf)\("([^"]+)"/g),
  ].map(([, name]) => name);
  const { role } = pages[pagePatterns.find((one) => one === pattern) ?? "/"];
  expect(named, "one for the title, and one for the role where it has one").toEqual(
    role === undefined ? [pattern] : [pattern, pattern],
  );
});

it("two pages have one title only where one stands below the other", () => {
  const alike = pagePatterns.flatMap((one) =>
    pagePatterns.filter((other) => one < other && pages[one].title === pages[other].title),
  );
  expect(alike.filter((below) => !isBelowItsLike(below))).toEqual([]);
});

const isBelowItsLike = (below: (typeof pagePatterns)[number]): boolean =>
  pagePatterns.some((above) => below.startsWith(`${above}/`) && pages[above].title === pages[below].title);

it("only what an address names in full stands in navigation and palette", () => {
  const listed = pagePatterns.filter((pattern) => pages[pattern].section ?? pages[pattern].action);
  expect(listed.filter((pattern) => pattern.includes("["))).toEqual([]);
});

it("navigation, palette and tabs show each role its own", () => {
  const viewers = ["Overview", "Tenants", "Tokens", "Revocations", "Credentials", "Settings"];
  const all = [...viewers.slice(0, -1), "Activity", "Settings"];
  const sections = (role: "viewer" | "operator" | "auditor" | "admin") =>
    sectionsFor(role).map(({ label }) => label);
  expect([sections("viewer"), sections("operator")]).toEqual([viewers, viewers]);
  expect([sections("auditor"), sections("admin")]).toEqual([all, all]);
  expect(pageActionsFor("operator")).toEqual([]);
  expect(pageActionsFor("admin").map(({ label }) => label)).toEqual([
    "Connect a tenant",
    "Connect many tenants",
    "Connect an organization",
  ]);
  expect(tabsFor("viewer", "/settings").map(({ label }) => label)).toEqual(["Your account"]);
  expect(tabsFor("admin", "/settings").map(({ label }) => label)).toEqual([
    "Your account",
    "People",
    "Sign-in",
    "Encryption keys",
  ]);
  expect(tabsFor("viewer", "/tenants/[tenantId]", { tenantId: "a/b" })).toEqual([
    { label: "Overview", href: "/tenants/a%2Fb" },
    { label: "Users", href: "/tenants/a%2Fb/users" },
    { label: "Tokens", href: "/tenants/a%2Fb/tokens" },
    { label: "History", href: "/tenants/a%2Fb/history" },
  ]);
});

it("an address holds whatever an id is", () => {
  expect(addressOf("/tenants/[tenantId]/users/[userId]", { tenantId: "a/b", userId: "$& [x]?" })).toBe(
    "/tenants/a%2Fb/users/%24%26%20%5Bx%5D%3F",
  );
});

it("what the demo has nothing for is looked at by a test that makes it first", () => {
  const filled = pagesWith({ tenantId: "a-tenant", userId: "a-user" }).map(({ pattern }) => pattern);
  const others = pagePatterns.filter(
    (pattern) => pages[pattern].kind !== "entrance" && !filled.includes(pattern),
  );
  // revoke-many.spec.ts and connect-many.spec.ts; what is new here needs its id in tests/e2e/support/every-page.ts.
  expect(others).toEqual(["/revocations/[revocationId]", "/credentials/tenants/many/[draftId]"]);
});
