// Letters that Unicode does not take apart, as those write them who have no key for them, and signs that come in several
// shapes: word processors and phones set other ones than keyboards do.
const plainOf = new Map(
  Object.entries({
    l: "ł",
    o: "ø",
    d: "đð",
    th: "þ",
    ss: "ß",
    ae: "æ",
    oe: "œ",
    i: "ı",
    h: "ħ",
    t: "ŧ",
    "'": "’‘‛ʼʻ´`′",
    '"': "“”„‟″",
    "-": "‐‑‒–—―−",
  }).flatMap(([plain, others]) => [...others].map((other) => [other, plain] as const)),
);
const others = new RegExp(`[${[...plainOf.keys()].join("")}]`, "g");
const withPlainOnes = (text: string) => text.replace(others, (other) => plainOf.get(other) ?? other);

// The marks that Latin, Greek and Cyrillic letters carry. Those of other scripts are letters of their own.
const accents = /[\u0300-\u036f]/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII is meant, but for the one sign with other shapes.
const isPlain = /^[\x00-\x5f\x61-\x7f]*$/;

/** Text without case, width and accents: "istanbul" for "İstanbul". What differs in no more is one key. */
export const withoutAccents = (text: string): string =>
  text
    .toWellFormed()
    .normalize("NFKD")
    .replace(accents, "")
    .toLowerCase()
    .normalize("NFKC")
    .replaceAll("ı", "i")
    .replaceAll("ß", "ss");

/**
 * Text as it is searched and sorted, in the browser and in the database: as {@link withoutAccents}, and "lukasz" for
 * "Łukasz", "o'hara" for "O’Hara".
 */
export const foldText = (text: string): string =>
  // Twice, because an accent that stands alone comes apart before, and other shapes come together after.
  isPlain.test(text) ? text.toLowerCase() : withPlainOnes(withoutAccents(withPlainOnes(text)));
