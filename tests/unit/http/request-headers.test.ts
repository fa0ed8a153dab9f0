import { NextRequest } from "next/server";
import { expect, test } from "vitest";
import { HEADERS_ARE_SET, isInternal, newHeaders } from "@/lib/request-headers.js";
import { config, proxy } from "@/proxy";

test("proxy.ts leaves out just what has its headers already", () => {
  // Next reads the matcher as text, so that the name stands there once more.
  const [matched] = config.matcher;
  expect(matched?.missing).toEqual([{ type: "header", key: HEADERS_ARE_SET }]);
});

test("each request has a nonce of its own, on request and answer alike", () => {
  const { ofRequest, ofAnswer } = newHeaders({});
  const other = newHeaders({});
  expect(ofAnswer["content-security-policy"]).toBe(ofRequest["content-security-policy"]);
  expect(ofAnswer["content-security-policy"]).toContain(`'nonce-${ofRequest["x-nonce"]}'`);
  expect(other.ofRequest["x-nonce"]).not.toBe(ofRequest["x-nonce"]);
  expect(ofAnswer["cache-control"]).toBe("no-store");
});

test("HSTS is sent at a https address alone", () => {
  const at = (PUBLIC_URL: string) => newHeaders({ PUBLIC_URL }).ofAnswer["strict-transport-security"];
  expect(at("http://console.example.com")).toBeUndefined();
  expect(at("https://console.example.com")).toBe("max-age=31536000");
});

test("only React's development build may evaluate strings", () => {
  const policy = (NODE_ENV: string) => newHeaders({ NODE_ENV }).ofAnswer["content-security-policy"];
  expect(policy("development")).toContain("'unsafe-eval'");
  expect(policy("production")).not.toContain("'unsafe-eval'");
});

test("headers by which a caller could mislead Next are told from others", () => {
  expect(["next-action", "next-resume", "x-middleware-subrequest"].filter(isInternal)).toHaveLength(3);
  expect(["next-router-state-tree", "next-url", "rsc", "cookie"].filter(isInternal)).toEqual([]);
});

test("proxy.ts drops those headers, and sets the others where nothing has", () => {
  const headers = { "next-action": "1", "x-middleware-subrequest": "proxy", "x-nonce": "forged" };
  const answer = proxy(new NextRequest("http://localhost/tenants", { headers }));
  const passedOn = answer.headers.get("x-middleware-override-headers")?.split(",") ?? [];
  expect(passedOn.sort()).toEqual(["content-security-policy", "x-nonce"]);
  const nonce = answer.headers.get("x-middleware-request-x-nonce");
  expect(nonce).not.toBe("forged");
  expect(answer.headers.get("content-security-policy")).toContain(`'nonce-${nonce}'`);
});
