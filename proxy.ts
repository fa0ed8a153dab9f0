import { type NextRequest, NextResponse } from "next/server";
import { isInternal, newHeaders } from "./lib/request-headers.js";

/**
 * Sets headers, and protects nothing: every route and page looks at the session itself, so that without this file they
 * are as closed as with it. It is for `next dev`; lib/serve/serve.js has set the same headers at a fraction of what
 * coming here costs.
 */
export function proxy(request: NextRequest): NextResponse {
  const { ofRequest, ofAnswer } = newHeaders({
    PUBLIC_URL: process.env.PUBLIC_URL,
    NODE_ENV: process.env.NODE_ENV,
  });
  const headers = new Headers([...request.headers].filter(([name]) => !isInternal(name)));
  for (const [name, value] of Object.entries(ofRequest)) headers.set(name, value);
  const response = NextResponse.next({ request: { headers } });
  for (const [name, value] of Object.entries(ofAnswer)) response.headers.set(name, value);
  return response;
}

export const config = {
  matcher: [
    {
      source: "/((?!_next/static|_next/image).*)",
      missing: [{ type: "header", key: "x-castellan-headers-are-set" }],
    },
  ],
};
