import "server-only";
import type { AsyncLocalStorage } from "node:async_hooks";
import ipaddr from "ipaddr.js";
import type { RequestOrigin } from "../actor";

export type RequestOrigins = (headers: Headers) => RequestOrigin;

const LONGEST_USER_AGENT = 400;

// lib/serve/serve.js answers each request within it. A header would not do: Next hands on whatever
// x-forwarded-for a stranger sends. See docs/decisions/0021-where-a-request-comes-from.md.
const PEER = Symbol.for("castellan.peer");
const socketPeer = (): string | undefined =>
  (globalThis as { [PEER]?: AsyncLocalStorage<string | undefined> })[PEER]?.getStore();

/**
 * Tells where requests come from: the other end of the socket, or, where that is a proxy in one of the trusted
 * networks, whoever the proxies say they had before them.
 */
export function createRequestOrigins(trustedProxies: readonly string[]): RequestOrigins {
  const networks = trustedProxies.map((network) => ipaddr.parseCIDR(network));
  const isTrusted = (address: string) => {
    const parsed = ipaddr.parse(address);
    return networks.some(([base, bits]) => parsed.kind() === base.kind() && parsed.match([base, bits]));
  };

  return (headers) => {
    const userAgent = headers.get("user-agent")?.slice(0, LONGEST_USER_AGENT) ?? null;
    let address = normalized(socketPeer());
    const before = (headers.get("x-forwarded-for") ?? "").split(",").map((text) => normalized(text.trim()));
    // From the right: each proxy appends who it had before it, so what a stranger made up stands on the left.
    while (address !== null && isTrusted(address)) {
      const next = before.pop();
      if (!next) break;
      address = next;
    }
    return { address, userAgent };
  };
}

/** One spelling per address, and IPv4 as such; null for what is none. */
function normalized(text: string | undefined): string | null {
  return text !== undefined && ipaddr.isValid(text) ? ipaddr.process(text).toString() : null;
}
