/**
 * What a search asks for, as its parts: words, and what stands in double quotes as one. All of them must be found. A
 * quote that is still open reaches to the end; a backslash in quotes takes the next character as it is.
 */
export function searchTerms(text: string): string[] {
  const found = text.matchAll(/"((?:[^"\\]|\\.)*)(?:"|\\?$)|(\S+)/gs);
  return [...found].map(([, quoted, word]) => word ?? unescaped(quoted ?? "")).filter((term) => term.trim());
}

const unescaped = (quoted: string) => quoted.replace(/\\(.)/gs, "$1");

/** A term as it is typed: in quotes where it would else be taken for several, or for something else. */
export const quoted = (term: string): string => `"${term.replace(/["\\]/g, "\\$&")}"`;
