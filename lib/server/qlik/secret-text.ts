import "server-only";
import type { Secret } from "@/lib/contracts/secret";

const HIDDEN = "[secret]";
/** Of the base64 of a part of a secret: less would be found in what is no secret. */
const LEAST_BASE64 = 8;

/**
 * Text from Qlik made fit for an error: without control, format or unpaired characters, without any of the
 * given secrets (an answer may echo what was sent, also encoded), and at most `length` characters long.
 */
export function cleanText(text: string, secrets: readonly Secret[], length: number): string {
  const plain = text.replace(/[\p{C}\p{Z}]+/gu, " ").trim();
  // Before the cut: half a secret is one too.
  const safe = secrets.reduce((rest, secret) => hide(rest, secret.reveal()), plain);
  return safe.length > length ? `${safe.slice(0, length - 1).toWellFormed()}…` : safe;
}

function hide(text: string, secret: string): string {
  if (secret === "") return text;
  const plain = text.replace(asItIs(secret), HIDDEN).replace(inHex(secret), HIDDEN);
  return inBase64(secret).reduce(hideWords, plain);
}

const OF_BASE64 = /[\w+/=-]/;

/** Hides each word in which something is found; in time that grows with the text alone. */
function hideWords(text: string, form: RegExp): string {
  let safe = "";
  let from = 0;
  for (const { index, 0: found } of text.matchAll(form)) {
    if (index < from) continue;
    let start = index;
    let end = index + found.length;
    while (start > from && OF_BASE64.test(text.charAt(start - 1))) start -= 1;
    while (OF_BASE64.test(text.charAt(end))) end += 1;
    safe += text.slice(from, start) + HIDDEN;
    from = end;
  }
  return safe + text.slice(from);
}

/** As it is, or with any of its characters escaped as in addresses (also twice), forms, JSON or HTML. */
function asItIs(secret: string): RegExp {
  const character = (char: string): string => {
    const percent = [...Buffer.from(char)].map((byte) => `%(?:25){0,3}${hex(byte)}`).join("");
    const units = char
      .split("")
      .map((unit) => `\\\\{1,4}u${hex(unit.charCodeAt(0), 4)}`)
      .join("");
    const point = char.codePointAt(0) ?? 0;
    const entity = `&(?:amp;){0,2}#(?:0{0,6}${point}|x0{0,6}${point.toString(16)});`;
    const named = NAMED[char] ?? [];
    return `(?:\\\\{0,4}${literal(char)}|${[percent, units, entity, ...named].join("|")})`;
  };
  return new RegExp([...secret].map(character).join(""), "giu");
}

const NAMED: Readonly<Record<string, readonly string[]>> = {
  " ": ["\\+"],
  "&": ["&amp;"],
  "<": ["&lt;"],
  ">": ["&gt;"],
  '"': ["&quot;"],
};

/**
 * In base64 or base64url, by itself or in a longer text, such as the header of HTTP Basic. Where it begins there decides
 * of three ways how it is written; what surrounds it in the same word goes with it.
 */
function inBase64(secret: string): RegExp[] {
  return [0, 1, 2].flatMap((shift) => {
    const encoded = Buffer.concat([Buffer.alloc(shift), Buffer.from(secret)]).toString("base64");
    const bytes = shift + Buffer.byteLength(secret);
    // Characters that hold bits of what stands before or behind it differ.
    const own = encoded.slice(shift === 0 ? 0 : shift + 1, Math.floor((bytes * 8) / 6));
    if (own.length < LEAST_BASE64) return [];
    const letters = [...own].map((char) => ({ "+": "[+-]", "/": "[/_]" })[char] ?? char).join("\\s?");
    return [new RegExp(letters, "g")];
  });
}

const inHex = (secret: string): RegExp =>
  new RegExp([...Buffer.from(secret)].map((byte) => hex(byte)).join("[\\s:]?"), "gi");

const hex = (value: number, digits = 2): string => value.toString(16).padStart(digits, "0");
const literal = (char: string): string => char.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
