/** As `x-qlik-tier` in the vendor's descriptions. */
export type RateTier = "1" | "2" | "special";

/** Tier of a call: reads are in the first, everything else, token exchanges too, in the second. */
export function rateTierOf(method: string, path: string): RateTier {
  if (method === "POST" && path === "/api/v1/users/actions/filter") return "special";
  return method === "GET" || method === "HEAD" ? "1" : "2";
}
