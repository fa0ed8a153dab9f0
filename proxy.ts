import { type NextRequest, NextResponse } from "next/server";

/**
 * Sets headers, and protects nothing: every route and page looks at the session itself, so that without this file they
 * are as closed as with it.
 */
export function proxy(request: NextRequest): NextResponse {
  const nonce = btoa(crypto.randomUUID());
  const policy = contentSecurityPolicy(nonce);
  const headers = withoutInternals(request.headers);
  // Next reads the nonce for its own scripts from the policy on the request.
  headers.set("content-security-policy", policy);
  headers.set("x-nonce", nonce);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  response.headers.set("cache-control", "no-store");
  // On plain http browsers ignore it.
  if (process.env.PUBLIC_URL?.startsWith("https:")) {
    response.headers.set("strict-transport-security", "max-age=31536000");
  }
  return response;
}

/** Headers with which a caller could make Next take a request for another kind than it is. */
function withoutInternals(given: Headers): Headers {
  const headers = new Headers(given);
  for (const name of given.keys()) {
    if (name === "next-action" || name === "next-resume" || name.startsWith("x-middleware-"))
      headers.delete(name);
  }
  return headers;
}

function contentSecurityPolicy(nonce: string): string {
  // React's development build evaluates strings to show where errors come from.
  const evaluation = process.env.NODE_ENV === "development" ? " 'unsafe-eval'" : "";
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${evaluation}`,
    // Positions of virtual rows and popovers are inline styles, which cannot carry a nonce.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}

export const config = { matcher: "/((?!_next/static|_next/image).*)" };
