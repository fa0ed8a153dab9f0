import "server-only";
import type { LookupAddress } from "node:dns";
import { lookup as systemLookup } from "node:dns/promises";
import fs from "node:fs";
import { BlockList, type LookupFunction } from "node:net";

/** Marks the failure of a lookup that found addresses, none of which is public. */
export const NOT_PUBLIC = "ERR_CASTELLAN_NOT_PUBLIC";

export type ResolveAddresses = (hostname: string) => Promise<readonly LookupAddress[]>;

const everyAddress: ResolveAddresses = (hostname) =>
  systemLookup(hostname, { all: true }).catch((error: unknown) => {
    throw noHandles() ?? error;
  });

/**
 * Why nothing can be looked up where this process may open no more files: the system then says of every name that there
 * is no such host, because it could not even read where its name service is.
 */
function noHandles(): unknown {
  try {
    fs.closeSync(fs.openSync(process.execPath, "r"));
    return undefined;
  } catch (error) {
    return error instanceof Error && "code" in error && /^E[MN]FILE$/.test(String(error.code))
      ? error
      : undefined;
  }
}

type Network = readonly [address: string, prefix: number];

const listOf = (family: "ipv4" | "ipv6", networks: readonly Network[]): BlockList => {
  const list = new BlockList();
  for (const [address, prefix] of networks) list.addSubnet(address, prefix, family);
  return list;
};

/** IANA's special-purpose registry of IPv4. */
const NOT_PUBLIC_V4 = listOf("ipv4", [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 4],
  ["240.0.0.0", 4],
]);

// Everything else in IPv6 is refused, and with it ULA, link-local, loopback and IPv4 in its mapped forms.
const GLOBAL_UNICAST_V6 = listOf("ipv6", [["2000::", 3]]);
const NOT_PUBLIC_WITHIN_IT = listOf("ipv6", [
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["3fff::", 20],
]);

/** Whether an address belongs to the public internet: not private, loopback, link-local, shared or reserved. */
export function isPublicAddress({ address, family }: LookupAddress): boolean {
  if (family === 4) return !NOT_PUBLIC_V4.check(address, "ipv4");
  return GLOBAL_UNICAST_V6.check(address, "ipv6") && !NOT_PUBLIC_WITHIN_IT.check(address, "ipv6");
}

/**
 * A lookup for sockets that gives out public addresses alone, so that a name which points into the operator's
 * own network is not called. The socket connects to the very address that was judged.
 */
export function createPublicLookup(resolve: ResolveAddresses = everyAddress): LookupFunction {
  return (hostname, options, callback) => {
    const fail = (error: NodeJS.ErrnoException) => callback(error, "");
    resolve(hostname).then((addresses) => {
      const usable = addresses.filter(isPublicAddress);
      const [first] = usable;
      if (!first) fail(Object.assign(new Error("no public address"), { code: NOT_PUBLIC }));
      else if (options.all) callback(null, usable);
      else callback(null, first.address, first.family);
    }, fail);
  };
}
