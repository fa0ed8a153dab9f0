/**
 * Headers of a request and its answer, which protect nothing: every route and page looks at the session itself. Plain
 * JavaScript, because lib/serve/serve.js sets them before Next sees a request; where it does not serve, proxy.ts does.
 */

/** On requests whose headers are set; proxy.ts leaves them alone (its matcher has the name once more, for Next to read). */
export const HEADERS_ARE_SET = "x-castellan-headers-are-set";

/**
 * Whether a caller could make Next take a request for another kind than it is by a header of this name.
 * @param {string} name
 */
export const isInternal = (name) =>
  name === "next-action" || name === "next-resume" || name.startsWith("x-middleware-");

/**
 * What is added to one request, and to its answer.
 * @param {Readonly<Record<string, string | undefined>>} env
 */
export function newHeaders({ PUBLIC_URL, NODE_ENV }) {
  const nonce = btoa(crypto.randomUUID());
  const policy = contentSecurityPolicy(nonce, NODE_ENV === "development");
  return {
    // Next reads the nonce for its own scripts from the policy on the request.
    ofRequest: { "content-security-policy": policy, "x-nonce": nonce },
    ofAnswer: {
      "content-security-policy": policy,
      "cache-control": "no-store",
      // On plain http browsers ignore it.
      ...(PUBLIC_URL?.startsWith("https:") ? { "strict-transport-security": "max-age=31536000" } : {}),
    },
  };
}

/**
 * @param {string} nonce
 * @param {boolean} isDevelopment
 */
function contentSecurityPolicy(nonce, isDevelopment) {
  // React's development build evaluates strings to show where errors come from.
  const evaluation = isDevelopment ? " 'unsafe-eval'" : "";
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
