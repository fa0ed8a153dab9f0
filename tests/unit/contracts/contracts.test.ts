import fs from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { clientId, clientSecret, tenantCredentialInput } from "@/lib/contracts/credentials";
import { commaSeparated, opaqueId, pageQuery, searchText } from "@/lib/contracts/lists";
import { email, newPassword, signInInput } from "@/lib/contracts/people";
import { placeOf, regions } from "@/lib/contracts/regions";
import { covers, roles } from "@/lib/contracts/roles";
import { tenantFilters, tenantSortFields } from "@/lib/contracts/tenants";

test("contracts import zod and each other alone, so that the browser can have them", () => {
  const files = fs
    .readdirSync("lib/contracts", { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"));
  expect(files.length).toBeGreaterThan(10);
  for (const file of files) {
    const imports = [...fs.readFileSync(`lib/contracts/${file}`, "utf8").matchAll(/from "([^"]+)"/g)];
    const others = imports
      .map(([, from]) => from)
      .filter((from) => from !== "zod" && !from?.startsWith("./"));
    expect(others, file).toEqual([]);
  }
});

test("a role covers itself and what it includes, and nothing else", () => {
  const covered = Object.fromEntries(roles.map((held) => [held, roles.filter((one) => covers(held, one))]));
  expect(covered).toEqual({
    viewer: ["viewer"],
    auditor: ["viewer", "auditor"],
    operator: ["viewer", "operator"],
    admin: ["viewer", "auditor", "operator", "admin"],
  });
});

describe("a list of values in one parameter", () => {
  test("comes apart at commas, without what is empty", () => {
    expect(commaSeparated.parse(" a, b ,,c ")).toEqual(["a", "b", "c"]);
    expect(commaSeparated.parse(undefined)).toEqual([]);
    expect(commaSeparated.parse("")).toEqual([]);
  });

  test("comes back as it went in, for any values without commas or outer space", () => {
    const value = fc
      .string({ minLength: 1, maxLength: 20 })
      .filter((text) => text.trim() === text && !/,/.test(text));
    fc.assert(
      fc.property(fc.array(value, { maxLength: 10 }), (values) => {
        expect(commaSeparated.parse(values.join(","))).toEqual(values);
      }),
    );
  });

  test("has an end", () => {
    expect(commaSeparated.safeParse("x".repeat(2001)).success).toBe(false);
  });
});

test("a page has 100 rows unless fewer are asked for, and never more", () => {
  expect(pageQuery.parse({})).toEqual({ limit: 100 });
  expect(pageQuery.parse({ limit: "7", cursor: "c" })).toEqual({ limit: 7, cursor: "c" });
  for (const limit of ["0", "101", "NaN", "1e9", "-5"])
    expect(pageQuery.safeParse({ limit }).success).toBe(false);
});

test("a search of spaces is no search, and a very long one is refused", () => {
  expect(searchText.parse("   ")).toBeUndefined();
  expect(searchText.parse(" ada ")).toBe("ada");
  expect(searchText.safeParse("x".repeat(201)).success).toBe(false);
});

test("every field sorts both ways, and nothing else sorts", () => {
  const both = tenantSortFields.flatMap((field) => [field, `-${field}`]);
  expect(tenantFilters.parse({ sort: both.join(",") }).sort).toEqual(both);
  for (const sort of ["size", "--name", "+name", "nameKey", "Name"])
    expect(tenantFilters.safeParse({ sort }).success).toBe(false);
});

test("an id is opaque: anything of a sensible size", () => {
  for (const id of ["a", "../../1", "https://client.example.com/a?b", "é"])
    expect(opaqueId.parse(id)).toBe(id);
  for (const id of ["", "x".repeat(257)]) expect(opaqueId.safeParse(id).success).toBe(false);
});

describe("a client's credential", () => {
  test("loses the space that copying brings along, and nothing else", () => {
    expect(clientId.parse(" abc\n")).toBe("abc");
    expect(clientSecret.parse("\tse cret ").reveal()).toBe("se cret");
    expect(clientId.parse("https://client.example.com/metadata.json?v=1")).toMatch(/^https/);
  });

  test("may not hold characters that nobody can type", () => {
    for (const text of ["a\u0000b", "a\nb", "a\u001bb", "a\u0085b"]) {
      expect(clientId.safeParse(text).success).toBe(false);
      expect(clientSecret.safeParse(text).success).toBe(false);
    }
  });

  test("is checked unless somebody says otherwise in so many words", () => {
    const given = { hostname: "a.us.qlikcloud.com", clientId: "a", clientSecret: "b" };
    expect(tenantCredentialInput.parse(given).storeUnchecked).toBe(false);
    for (const storeUnchecked of ["true", 1, null])
      expect(tenantCredentialInput.safeParse({ ...given, storeUnchecked }).success).toBe(false);
  });
});

test("e-mail addresses are compared without case and space; passwords are taken as they are", () => {
  expect(email.parse(" Ada@Example.COM ")).toBe("ada@example.com");
  expect(signInInput.parse({ email: "a@b.co", password: "  Spaces kept  " }).password).toBe(
    "  Spaces kept  ",
  );
  expect(newPassword.safeParse("x".repeat(15)).success).toBe(true);
  expect(newPassword.safeParse("x".repeat(14)).success).toBe(false);
});

test("region labels are not region codes: ap is Sydney and sg is Singapore", () => {
  const codeOf = (label: string) => regions.find((region) => region.label === label)?.regionCode;
  expect([codeOf("ap"), codeOf("sg")]).toEqual(["ap-southeast-2", "ap-southeast-1"]);
  expect(placeOf("ap-southeast-2")).toContain("Sydney");
  expect(placeOf("mars-north-1")).toBeUndefined();
  expect(new Set(regions.map(({ label }) => label)).size).toBe(regions.length);
});
