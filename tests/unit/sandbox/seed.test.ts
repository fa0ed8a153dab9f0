import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { createSandbox } from "@/lib/sandbox/server";
import { STARTED_AT } from "./harness";

const DAY = 86_400_000;

function estateOf(seed: number, tenants = 60) {
  const { estate, contents } = createSandbox({ seed, tenants, clock: () => STARTED_AT }).state;
  return { estate, contents, northwind: estate.tenantsOf("Northwind Analytics") };
}

/** Everything there is: tenants with their users and tokens. */
function everything(seed: number, tenants?: number) {
  const { estate, contents } = estateOf(seed, tenants);
  return estate.tenants().map((tenant) => ({
    tenant,
    users: contents.usersOf(tenant),
    tokens: contents.oauthTokensOf(tenant),
  }));
}

describe("seed", () => {
  it("gives the same estate each time, and another seed another one", () => {
    expect(everything(7, 8)).toEqual(everything(7, 8));
    expect(everything(8, 8)).not.toEqual(everything(7, 8));
  });

  it("leaves the first tenants as they are when more are asked for", () => {
    expect(everything(7, 20).slice(0, 8)).toEqual(everything(7, 8).slice(0, 8));
  });

  it("gives no id twice in the whole estate", () => {
    const ids = everything(7).flatMap(({ tenant, users, tokens }) => [
      tenant.id,
      tenant.recordId,
      ...users.map(({ id }) => id),
      ...tokens.map(({ id }) => id),
    ]);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("does not depend on the order in which tenants are looked at", () => {
    const { estate, contents } = estateOf(7, 300);
    const [first] = estate.tenants();
    if (!first) throw new Error("There is a first tenant.");
    const before = contents.oauthTokensOf(first);
    for (const tenant of estate.tenants()) contents.oauthTokensOf(tenant);
    expect(contents.oauthTokensOf(first)).toEqual(before);
  });

  it("has an estate with everything that a page must cope with", () => {
    const { northwind, estate } = estateOf(7);
    const endsAt = (days: number) =>
      northwind.filter(({ licenseEndsAt }) => {
        const left = licenseEndsAt === null ? Number.NaN : Date.parse(licenseEndsAt) - STARTED_AT;
        return left > (days - 1) * DAY && left <= days * DAY;
      });
    expect(northwind).toHaveLength(60);
    expect(new Set(northwind.map(({ subscriptionId }) => subscriptionId)).size).toBe(3);
    expect(new Set(northwind.map(({ regionCode }) => regionCode)).size).toBeGreaterThanOrEqual(7);
    expect(new Set(northwind.map(({ status }) => status))).toEqual(
      new Set(["active", "disabled", "deactivated"]),
    );
    expect(northwind.filter(({ name }) => name === null)).toHaveLength(1);
    expect(northwind.some(({ deletionStartsAt }) => deletionStartsAt !== null)).toBe(true);
    expect(northwind.filter(({ hostnames }) => hostnames.length > 1).length).toBeGreaterThan(15);
    expect(endsAt(14).length).toBeGreaterThan(0);
    expect(endsAt(45).length).toBeGreaterThan(0);
    expect(endsAt(-20).length).toBeGreaterThan(0);
    expect(northwind.some(({ licenseEndsAt }) => licenseEndsAt?.length === "2026-12-31".length)).toBe(true);
    expect(northwind.some(({ licenseEndsAt }) => licenseEndsAt?.endsWith("Z"))).toBe(true);
    expect(estate.tenantsOf("Blue Harbor Group")).toHaveLength(5);
    expect(estate.tenants().filter(({ organization }) => organization === null)).toHaveLength(1);
  });

  it("has people and tokens of every kind", () => {
    const all = everything(7);
    const users = all.flatMap((one) => one.users);
    const tokens = all.flatMap((one) => one.tokens);
    const statuses = new Set(users.map(({ status }) => status));
    expect(statuses).toEqual(new Set(["active", "invited", "disabled", "deleted", "provisioned"]));
    expect(users.length / all.length).toBeGreaterThan(35);
    expect(users.some(({ email, clientId }) => email === null && clientId === null)).toBe(true);
    expect(users.some(({ name }) => name.length > 200)).toBe(true);
    const ages = tokens.map(({ lastUsed }) => (lastUsed === null ? null : STARTED_AT - Date.parse(lastUsed)));
    expect(ages).toContain(null);
    expect(ages.some((age) => age !== null && age < DAY / 24)).toBe(true);
    expect(ages.some((age) => age !== null && age > 365 * DAY)).toBe(true);
    expect(ages.every((age) => age === null || age > 0)).toBe(true);
    const invited = new Set(users.filter(({ status }) => status === "invited").map(({ id }) => id));
    expect(tokens.some(({ userId }) => invited.has(userId))).toBe(false);
  });
});

describe("what a seed number stands for", () => {
  // Screenshots, the demo and written-down ids live on it: a new resource must draw from streams of its own.
  it("stays the same estate, to the byte", () => {
    const { estate } = estateOf(7, 8);
    const organizations = estate
      .organizations()
      .map((one) => ({ ...one, regionClients: [...one.regionClients] }));
    const text = JSON.stringify({ organizations, everything: everything(7, 8) });
    expect(createHash("sha256").update(text).digest("hex")).toBe(
      "5c2ac97e382122a22e76583703c7c391ac48554b9de93a6d7586417e90ac2744",
    );
  });
});
