import "server-only";
import type { Secret } from "@/lib/server/secret";

const HIDDEN = "[secret]";

/**
 * Text from Qlik made fit for an error: without control, format or unpaired characters, without any of the
 * given secrets (an answer may echo what was sent), and at most `length` characters long.
 */
export function cleanText(text: string, secrets: readonly Secret[], length: number): string {
  const plain = text.replace(/[\p{C}\p{Z}]+/gu, " ").trim();
  // Before the cut: half a secret is one too.
  const safe = secrets.reduce((rest, secret) => hide(rest, secret.reveal()), plain);
  return safe.length > length ? `${safe.slice(0, length - 1).toWellFormed()}…` : safe;
}

function hide(text: string, secret: string): string {
  return secret === "" ? text : text.replaceAll(secret, HIDDEN);
}
