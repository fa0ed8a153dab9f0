import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { encodePath, sameHostTarget } from "@/lib/server/qlik/paths";
import { encodeQuery, withoutParameters } from "@/lib/server/qlik/queries";
import { and, co, eq, or } from "@/lib/server/qlik/scim";
import { valueFrom } from "./support/clients";

describe("identifiers in a path", () => {
  test.each([
    ["../../1", "/api/..%2F..%2F1"],
    ["a/b", "/api/a%2Fb"],
    ["https://x/?y#z", "/api/https%3A%2F%2Fx%2F%3Fy%23z"],
    ["%2e%2e", "/api/%252e%252e"],
    ["ü ", "/api/%C3%BC%20"],
  ])("%j stays one segment", (id, path) => {
    expect(encodePath(["api", id])).toEqual({ ok: true, value: path });
  });

  test.each(["", ".", "..", "\ud800"])("%j is refused", (id) => {
    expect(encodePath(["api", id]).ok).toBe(false);
  });

  test("no identifier whatever leaves its place in the path as a URL parser sees it", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (id) => {
        const path = encodePath(["api", id, "x"]);
        if (!path.ok) return;
        const seen = new URL(path.value, "https://acme.eu.qlikcloud.com").pathname.split("/");
        expect(seen.map(decodeURIComponent)).toEqual(["", "api", id, "x"]);
      }),
    );
  });
});

describe("a redirect's target", () => {
  const from = { host: "acme.eu.qlikcloud.com", path: valueFrom(encodePath(["api", "v1", "users", "me"])) };

  test.each([
    ["/api/v1/users/7?x=1", { path: "/api/v1/users/7", query: "x=1" }],
    ["https://acme.eu.qlikcloud.com/api/v1/users/7", { path: "/api/v1/users/7", query: "" }],
    ["http://acme.eu.qlikcloud.com/api/v1/users/7", { path: "/api/v1/users/7", query: "" }],
    ["7", { path: "/api/v1/users/7", query: "" }],
  ])("%s is on the same host", (location, target) => {
    expect(sameHostTarget(location, from)).toEqual(target);
  });

  test.each([
    "",
    "https://evil.com/api/v1/users/7",
    "http://acme.eu.qlikcloud.com:81/api/v1/users/7",
    "//evil.com/api",
    "/\\evil.com/api",
    "https://acme.eu.qlikcloud.com:444/api",
    "https://acme.eu.qlikcloud.com@evil.com/api",
    "https://user@acme.eu.qlikcloud.com/api",
    "https://acme.eu.qlikcloud.com.evil.com/api",
    "/\t/evil.com",
    "https://beta.eu.qlikcloud.com/api",
  ])("%j is not", (location) => {
    expect(sameHostTarget(location, from)).toBeNull();
  });
});

describe("queries", () => {
  test("a plus goes out as %2B and a space as %20, and what is not given is left out", () => {
    expect(encodeQuery({ sort: "+name", q: "a b&c=d", n: 3, none: undefined })).toBe(
      "sort=%2Bname&q=a%20b%26c%3Dd&n=3",
    );
  });

  test("a cursor keeps its text and loses the parameters that are the console's own, however they are written", () => {
    expect(
      withoutParameters("limit=20&next=a+b%2Bc==&user%49d=7&userId[]=8&FILTER=x&offset=9", [
        "limit",
        "userId",
        "filter",
      ]),
    ).toBe("next=a+b%2Bc==&offset=9");
  });

  test.each(["next=a b", "next=a\r\nhost: evil", "next=ü", "next=a#b"])("%j cannot be a cursor", (query) => {
    expect(withoutParameters(query, ["limit"])).toBeNull();
  });
});

describe("SCIM filters", () => {
  test("alternatives are grouped, also a single one", () => {
    expect(and(or(co("name", "x"), co("email", "x")), or(eq("status", "active")))).toBe(
      '(name co "x" or email co "x") and (status eq "active")',
    );
  });

  test("whatever people type stays one value and never becomes part of the expression", () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.constantFrom('x" or id pr or name eq "', "\\", '\\"', "(")),
        (typed) => {
          const filter = co("name", typed);
          // Parses only if all of the rest is one JSON string.
          expect(JSON.parse(filter.slice("name co ".length))).toBe(typed);
        },
      ),
    );
  });
});
