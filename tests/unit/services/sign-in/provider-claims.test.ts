import { expect, test } from "vitest";
import { readClaims, roleOf } from "@/lib/server/services/sign-in/provider-claims";

const known = { iss: "https://login.example.com", sub: "ada" };
const read = (given: object, groupsClaim = "groups") => readClaims({ ...known, ...given }, { groupsClaim });

test("of what a provider says, name, e-mail and the time of the sign-in there are read", () => {
  expect(
    read({ name: " Ada ", email: "Ada@Example.com", email_verified: true, auth_time: 1_700_000_000 }),
  ).toEqual({
    issuer: "https://login.example.com",
    subject: "ada",
    name: "Ada",
    email: "ada@example.com",
    emailIsVerified: true,
    groups: [],
    authenticatedAt: new Date("2023-11-14T22:13:20Z"),
  });
});

test("what is missing or makes no sense is taken as not said", () => {
  expect(read({ name: 7, email: "not an address", auth_time: "yesterday", groups: { a: 1 } })).toMatchObject({
    name: undefined,
    email: undefined,
    groups: [],
    authenticatedAt: undefined,
  });
  expect(read({ preferred_username: "ada" }).name).toBe("ada");
});

test.each([
  [undefined, true],
  [true, true],
  ["true", true],
  [false, false],
  ["false", false],
])("email_verified %s means that the e-mail counts: %s", (given, counts) => {
  expect(read({ email_verified: given }).emailIsVerified).toBe(counts);
});

test.each([
  ["groups", { groups: ["a", "b"] }, ["a", "b"]],
  ["groups", { groups: "a" }, ["a"]],
  ["groups", { groups: ["a", 7, null] }, ["a"]],
  ["realm_access.roles", { realm_access: { roles: ["a"] } }, ["a"]],
  ["https://example.com/groups", { "https://example.com/groups": ["a"] }, ["a"]],
  ["constructor.name", {}, []],
])("groups are found in the claim %s", (claim, given, groups) => {
  expect(read(given, claim).groups).toEqual(groups);
});

test("claims without a subject are nobody's", () => {
  expect(() => readClaims({ iss: "https://login.example.com" }, { groupsClaim: "groups" })).toThrow();
  expect(() => readClaims(undefined, { groupsClaim: "groups" })).toThrow();
});

test("of several groups the one that gives most counts, and none gives less than a viewer", () => {
  const mapping = [
    { role: "operator", group: "ops" },
    { role: "admin", group: "admins" },
    { role: "viewer", group: "all" },
  ] as const;
  expect(roleOf(["ops", "admins", "all"], mapping)).toBe("admin");
  expect(roleOf(["ops", "all"], mapping)).toBe("operator");
  expect(roleOf(["Admins", "x"], mapping)).toBe("viewer");
  // Of two roles of which neither includes the other it does not matter which is mapped first.
  const pair = [{ role: "auditor", group: "audit" } as const, ...mapping];
  expect(roleOf(["audit", "all"], pair)).toBe("auditor");
  for (const order of [pair, pair.toReversed()]) expect(roleOf(["audit", "ops"], order)).toBe("operator");
  expect(roleOf([], mapping)).toBe("viewer");
});
