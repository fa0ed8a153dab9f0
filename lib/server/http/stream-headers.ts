import "server-only";

/** Has proxies pass on each piece of an answer as it comes: nginx would keep all until the end, others would compress it. */
export function sendUnbuffered(headers: Headers): void {
  headers.set("x-accel-buffering", "no");
  headers.set("cache-control", "no-store, no-transform");
}
