import "server-only";
import { err, ok, type Result } from "@/lib/server/result";

declare const hostBrand: unique symbol;

/** A lower-case ASCII hostname that has been proven to be one of Qlik's, or named by the operator. */
export type QlikHost = string & { readonly [hostBrand]: true };

/** Why a text is not accepted as a tenant's hostname, in words for the person who typed it. */
export interface HostError {
  readonly message: string;
}

/** The one host of the organization-level APIs and of their token endpoint (FACTS.md sections 1 and 4). */
export const ORGANIZATION_HOST = "console.qlikcloud.com" as QlikHost;

/** Where tenants of the tenant's region are created: it takes region-level clients alone (FACTS.md section 1). */
export function registerHostOf(tenantHost: QlikHost): QlikHost | undefined {
  const [, ...region] = tenantHost.split(".");
  const host = ["register", ...region].join(".");
  return QLIK_HOST.test(host) ? (host as QlikHost) : undefined;
}

const LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";
// Regions are an open set: Qlik opens new ones, and every one so far has two letters (FACTS.md section 16).
const QLIK_HOST = new RegExp(`^${LABEL}\\.[a-z]{2}\\.(?:qlikcloud|qlikcloudgov)\\.com$`);
const HOSTNAME = new RegExp(`^${LABEL}(?:\\.${LABEL})*$`);
const EXPECTED = "A tenant's hostname looks like acme.eu.qlikcloud.com.";

const refuse = (what: string): Result<never, HostError> => err({ message: `${what} ${EXPECTED}` });

/**
 * The tenant hostname in what somebody typed or pasted: a bare hostname or an https address.
 * @param extraHosts further hostnames that the operator allows; compared as a whole
 */
export function parseQlikHost(input: string, extraHosts: readonly string[]): Result<QlikHost, HostError> {
  const text = input.trim();
  if (text === "") return refuse("The hostname is empty.");
  // The raw text is judged, never a URL parser's reading of it: that folds full-width letters, drops
  // tabs and line breaks, and reads a backslash as a slash.
  if (!/^[\x21-\x7e]+$/.test(text)) {
    return refuse("The hostname may hold only plain letters, digits, hyphens and dots.");
  }
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(text);
  if (scheme && scheme[1]?.toLowerCase() !== "https") return refuse("Only https addresses are accepted.");
  const authority = text.slice(scheme?.[0].length ?? 0).split(/[/?#]/, 1)[0] ?? "";
  if (authority.includes("@")) return refuse("The address may not hold a user name or password.");
  if (authority.includes(":")) return refuse("The hostname may not hold a port or an IP address.");
  return judgeHostname(authority.toLowerCase(), extraHosts);
}

function judgeHostname(hostname: string, extraHosts: readonly string[]): Result<QlikHost, HostError> {
  if (!isOrdinaryHostname(hostname)) {
    return refuse("This is not a hostname: labels of letters, digits and hyphens, with dots between.");
  }
  if (hostname === ORGANIZATION_HOST) return refuse("This is the host of the organization, not of a tenant.");
  if (hostname.startsWith("register.") && QLIK_HOST.test(hostname)) {
    return refuse("This is the host where tenants are created, not a tenant.");
  }
  if (!isCallableHost(hostname, extraHosts)) {
    return refuse("This hostname does not belong to a Qlik Cloud tenant.");
  }
  return ok(hostname);
}

/** Whether any request may be sent there: Qlik's own domains, or exactly a host that the operator named. */
export function isCallableHost(hostname: string, extraHosts: readonly string[]): hostname is QlikHost {
  if (!isOrdinaryHostname(hostname)) return false;
  if (hostname === ORGANIZATION_HOST || QLIK_HOST.test(hostname)) return true;
  return extraHosts.some((extra) => extra.toLowerCase() === hostname);
}

function isOrdinaryHostname(hostname: string): boolean {
  if (hostname.length > 253 || !HOSTNAME.test(hostname)) return false;
  // Punycode reads as something else on screen than it is.
  if (/(?:^|\.)xn--/.test(hostname)) return false;
  // A last label that begins with a digit is an IPv4 address to resolvers, in one of its spellings (127.1, 0x7f.1).
  return !/(?:^|\.)\d[^.]*$/.test(hostname);
}
