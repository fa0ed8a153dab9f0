import { createHash } from "node:crypto";

const BASE64URL = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const HEX = "0123456789abcdef";
const LOWER_CASE = "abcdefghijklmnopqrstuvwxyz0123456789";
const DIGITS = "0123456789";

export type Random = {
  /** From 0 up to, not including, 1. */
  next(): number;
  /** Both ends included. */
  integer(lowest: number, highest: number): number;
  chance(probability: number): boolean;
  pick<T>(choices: readonly [T, ...T[]]): T;
  hex(length: number): string;
  base64url(length: number): string;
  lowerCase(length: number): string;
  digits(length: number): string;
};

/**
 * A stream of numbers that the key alone decides. The state is 128 bits wide (sfc32), because with 32 bits
 * two of ten thousand tenants would sooner or later share a stream, and so the ids of all their users.
 */
export function createRandom(...key: readonly (string | number)[]): Random {
  const digest = createHash("sha256").update(JSON.stringify(key)).digest();
  let a = digest.readUInt32LE(0);
  let b = digest.readUInt32LE(4);
  let c = digest.readUInt32LE(8);
  let counter = digest.readUInt32LE(12);

  const next = (): number => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    return (sum >>> 0) / 4_294_967_296;
  };
  const integer = (lowest: number, highest: number): number =>
    lowest + Math.floor(next() * (highest - lowest + 1));
  const text = (alphabet: string, length: number): string => {
    // Text that grows letter by letter would be kept in memory as a chain of its letters.
    const letters = Buffer.allocUnsafe(length);
    for (let at = 0; at < length; at += 1) {
      letters[at] = alphabet.charCodeAt(integer(0, alphabet.length - 1));
    }
    return letters.toString("latin1");
  };

  return {
    next,
    integer,
    chance: (probability) => next() < probability,
    pick: (choices) => choices[integer(0, choices.length - 1)] ?? choices[0],
    hex: (length) => text(HEX, length),
    base64url: (length) => text(BASE64URL, length),
    lowerCase: (length) => text(LOWER_CASE, length),
    digits: (length) => text(DIGITS, length),
  };
}
