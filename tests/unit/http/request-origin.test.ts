import { AsyncLocalStorage } from "node:async_hooks";
import { afterAll, expect, test } from "vitest";
import { createRequestOrigins } from "@/lib/server/http/request-origin";

const PEER = Symbol.for("castellan.peer");
const slots = globalThis as { [PEER]?: AsyncLocalStorage<string | undefined> };
const peers = new AsyncLocalStorage<string | undefined>();
const before = slots[PEER];
slots[PEER] = peers;
afterAll(() => {
  if (before) slots[PEER] = before;
  else delete slots[PEER];
});

const addressOf = (peer: string | undefined, forwarded?: string, trusted: readonly string[] = []) =>
  peers.run(
    peer,
    () =>
      createRequestOrigins(trusted)(new Headers(forwarded ? { "x-forwarded-for": forwarded } : {})).address,
  );

test.each([
  ["the socket's other end", "203.0.113.7", undefined, [], "203.0.113.7"],
  ["IPv4 as such, however the socket writes it", "::ffff:203.0.113.7", undefined, [], "203.0.113.7"],
  ["nothing where nobody tells", undefined, "198.51.100.1", [], null],
  ["nothing that a stranger wrote into a header", "203.0.113.7", "198.51.100.1", [], "203.0.113.7"],
  [
    "nothing that a stranger says who is not the trusted proxy",
    "203.0.113.7",
    "198.51.100.1",
    ["10.0.0.0/8"],
    "203.0.113.7",
  ],
  ["what a trusted proxy says", "10.0.0.5", "198.51.100.1", ["10.0.0.0/8"], "198.51.100.1"],
  [
    "the last that a trusted proxy added, not what a stranger put before it",
    "10.0.0.5",
    "192.0.2.9, 198.51.100.1",
    ["10.0.0.0/8"],
    "198.51.100.1",
  ],
  [
    "whoever came before two trusted proxies",
    "10.0.0.5",
    "192.0.2.9, 198.51.100.1, 10.0.0.6",
    ["10.0.0.0/8"],
    "198.51.100.1",
  ],
  ["the proxy itself where it says nothing", "10.0.0.5", undefined, ["10.0.0.0/8"], "10.0.0.5"],
  ["the proxy itself where what it says is none", "10.0.0.5", "<script>", ["10.0.0.0/8"], "10.0.0.5"],
  ["an address of IPv6", "::1", "2001:DB8:0::1", ["::1/128"], "2001:db8::1"],
] as const)("an address is %s", (_what, peer, forwarded, trusted, expected) => {
  expect(addressOf(peer, forwarded, trusted)).toBe(expected);
});

test("a browser's name for itself is cut where it would fill the database", () => {
  const { userAgent } = createRequestOrigins([])(new Headers({ "user-agent": "x".repeat(5000) }));
  expect(userAgent).toHaveLength(400);
});
