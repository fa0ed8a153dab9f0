import "server-only";

/** What kept the console from doing its part in one request. */
interface RequestTrouble {
  told?: { readonly detail: string; readonly advice: string } | undefined;
}

interface Slot {
  getStore(): RequestTrouble | undefined;
}

// Made by lib/serve/serve.js, which Next's bundles of the console know nothing of.
const SLOT = Symbol.for("castellan.request-trouble");

/**
 * Lets lib/serve/serve.js know what failed in the request that is being answered. A page that fails for it is answered
 * with 503 and these words: Next itself knows only 500 for a page that could not be made. Outside a request it does nothing.
 */
export function noteTrouble(detail: string, advice = ""): void {
  const request = (globalThis as { [SLOT]?: Slot })[SLOT]?.getStore();
  if (request) request.told = { detail, advice };
}
