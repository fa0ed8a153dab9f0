/** Stands for "this console" where its own address makes no difference: nothing outside has this one. */
const INSIDE = "http://inside.invalid";
const START = "/";

/**
 * Where an address that somebody gave leads inside this console: path, query and fragment as the parser read them, or
 * the overview for what leads elsewhere, or to a route. What is returned is what must be used. `origin` is the console's
 * own, where a whole address may be given.
 */
export function insidePath(given: string | string[] | undefined, origin = INSIDE): string {
  const text = Array.isArray(given) ? given[0] : given;
  const url = read(text ?? START, origin);
  if (!url || /^\/+api(\/|$)/.test(url.pathname)) return START;
  const path = `${url.pathname}${url.search}${url.hash}`;
  // A path may begin with two slashes once its dots are gone: alone it is an address of somewhere else.
  return read(path, origin)?.href === url.href ? path : START;
}

/** The address as a browser would read it in a page of the console; undefined where that leads outside. */
function read(text: string, origin: string): URL | undefined {
  const url = URL.canParse(text, origin) ? new URL(text, origin) : undefined;
  return url?.origin === origin && !url.username && !url.password ? url : undefined;
}
