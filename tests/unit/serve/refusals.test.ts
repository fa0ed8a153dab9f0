import type { ServerResponse } from "node:http";
import { expect, it } from "vitest";
import { problem, problemCodes } from "@/lib/contracts/problems";
import { refusalOf, refuse } from "@/lib/serve/refusals.js";

const tree = (state: unknown) => ({ "next-router-state-tree": encodeURIComponent(JSON.stringify(state)) });

it.each(["/api/tenants/%ED%A0%80", "/%", "/tenants/%zz?search=a", "/%C0%AE"])(
  "refuses the path of %s",
  (url) => {
    expect(refusalOf({ url, headers: {} })).toMatch(/not UTF-8/);
  },
);

it.each(["/", "/tenants/%E6%9D%B1", "/tenants?search=%", "/tenants?a=%ED%A0%80", "/%2F"])(
  "admits %s",
  (url) => {
    expect(refusalOf({ url, headers: tree(["", { children: ["tenants", {}] }]) })).toBeUndefined();
  },
);

it.each([
  { "next-router-state-tree": "{" },
  { "next-router-state-tree": "%" },
  { "next-router-state-tree": "x".repeat(50_000) },
  tree({}),
  tree(["a"]),
  tree(["a", { children: "b" }]),
])("refuses a state of the router that is none: %j", (headers) => {
  expect(refusalOf({ url: "/", headers })).toMatch(/next-router-state-tree/);
});

it("answers as the API does", () => {
  let status = 0;
  let body = "";
  const answer = {
    writeHead: (code: number) => {
      status = code;
    },
    end: (text: string) => {
      body = text;
    },
  };
  refuse(answer as unknown as ServerResponse, "Why.");
  const told = problem.strict().parse(JSON.parse(body));
  expect([status, told.status, told.title, told.detail]).toEqual([
    problemCodes.invalid_input.status,
    problemCodes.invalid_input.status,
    problemCodes.invalid_input.title,
    "Why.",
  ]);
});
