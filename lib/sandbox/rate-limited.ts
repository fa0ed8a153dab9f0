import { ORGANIZATION_PLACE } from "./state/rate-limits";
import type { SandboxState } from "./state/state";

/** Counts a call of a client; the 429 of the vendor's page on rate limits when it must not pass. */
export function rateLimited(
  { rateLimits, rateTierOf }: SandboxState,
  place: string,
  clientId: string,
  request: Request,
): Response | null {
  const tier = rateTierOf(request.method, new URL(request.url).pathname);
  const seconds = rateLimits.spend({ place, clientId, tier });
  if (seconds === null) return null;
  const detail = `You need to wait ${seconds} seconds until limit is lifted.`;
  // The sample of the page has no status; the organization's description requires one in every error.
  const status = place === ORGANIZATION_PLACE ? { status: "429" } : {};
  const errors = [{ code: "HTTP-429", title: "API rate limit reached.", detail, ...status }];
  return Response.json({ errors }, { status: 429, headers: { "retry-after": String(seconds) } });
}
