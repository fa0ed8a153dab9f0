/** As `x-qlik-tier` in the vendor's descriptions. */
export type RateTier = "1" | "2" | "special";

export type RateTierOf = (method: string, path: string) => RateTier;

/**
 * Tells the tier of a call: reads are in the first, everything else, token exchanges too, in the second, but for what
 * is special (`POST /path`).
 */
export function createRateTiers(specialCalls: readonly string[]): RateTierOf {
  const special = new Set(specialCalls);
  return (method, path) => {
    if (special.has(`${method} ${path}`)) return "special";
    return method === "GET" || method === "HEAD" ? "1" : "2";
  };
}
