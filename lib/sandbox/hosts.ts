export const ORGANIZATION_HOST = "console.qlikcloud.com";

/** The region in the name of a host where tenants are created; `null` for every other host. */
export const regionOf = (hostname: string): string | null =>
  /^register\.([a-z]{2})\.qlikcloud\.com$/.exec(hostname)?.[1] ?? null;

/** Name in a Host header, lower case and without the port; `null` when it is no host. */
export function hostnameOf(hostHeader: string): string | null {
  const url = URL.canParse(`http://${hostHeader}`) ? new URL(`http://${hostHeader}`) : null;
  return url && url.pathname === "/" && url.username === "" ? url.hostname : null;
}

/** Whether a name leads to this machine only. */
export function isLoopback(hostname: string): boolean {
  return /^(localhost|\[?::1\]?|127(\.\d{1,3}){3})$/i.test(hostname);
}
