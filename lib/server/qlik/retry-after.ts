import "server-only";
import type { HttpAnswer } from "./transport";

/** What Qlik advises when a 429 carries no `retry-after` (FACTS.md section 13); never less, or a 0 would spin. */
const SHORTEST_MS = 1_000;
/** The window over which Qlik counts: after that much silence nothing of ours is left in it. */
const LONGEST_MS = 300_000;

/**
 * How long a 429 asks to wait, in milliseconds: seconds are documented, a date is what HTTP allows as well.
 * @param now milliseconds since the epoch, for a date when the answer does not carry its own
 */
export function retryAfterMs({ headers }: Pick<HttpAnswer, "headers">, now: number): number {
  const said = headers["retry-after"]?.trim() ?? "";
  const wait = /^\d+$/.test(said) ? Number(said) * 1_000 : untilDate(said, headers.date, now);
  return Math.min(Math.max(wait, SHORTEST_MS), LONGEST_MS);
}

/** By the clock of the one who set the date, when it tells it. */
function untilDate(said: string, sentAt: string | undefined, now: number): number {
  const wait = (httpDate(said) ?? now) - (httpDate(sentAt ?? "") ?? now);
  return httpDate(said) === null ? 0 : wait;
}

/** An HTTP date (`Sun, 06 Nov 1994 08:49:37 GMT`) in milliseconds since the epoch. */
export function httpDate(text: string): number | null {
  if (!/^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/.test(text)) return null;
  const time = Date.parse(text);
  return Number.isNaN(time) ? null : time;
}
