import { momentOf } from "@/lib/contracts/instants";

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

const twoDigits = (value: number) => String(value).padStart(2, "0");

/** A point in time as it comes: ISO 8601, epoch milliseconds or Date. */
export type Instant = string | number | Date;

/** Epoch milliseconds, or undefined for what is not a time. */
export function toMillis(instant: Instant): number | undefined {
  if (typeof instant === "string") return momentOf(instant)?.getTime();
  const millis = new Date(instant).getTime();
  return Number.isNaN(millis) ? undefined : millis;
}

/**
 * "5 Dec 2026", in UTC. Written out by hand because server and browser may carry different editions of the
 * locale data ("Sep", "Sept"), which would tear hydration.
 */
export function formatUtcDate(millis: number): string {
  const date = new Date(millis);
  return `${date.getUTCDate()} ${months[date.getUTCMonth()] ?? ""} ${date.getUTCFullYear()}`;
}

/** "5 Dec 2026, 14:03:22 UTC". */
export function formatUtcDateTime(millis: number): string {
  const date = new Date(millis);
  const time = [date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds()].map(twoDigits).join(":");
  return `${formatUtcDate(millis)}, ${time} UTC`;
}
