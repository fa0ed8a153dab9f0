import type { Random } from "./random";
import { DAY, dateOnly, timestamp } from "./time";

export type Licence = {
  readonly licenseNumber: string;
  readonly licenseStartsAt: string;
  readonly licenseEndsAt: string | null;
};

/** Days from the start of the sandbox to the end of a licence; `null`: the list leaves the member out. */
const DAYS_LEFT: readonly (number | null)[] = [400, 250, 700, 14, 310, -20, 45, 520, null, 190, -3, 365, 90];

/**
 * Licence dates come as a date in one of the vendor's examples and as a timestamp in the other; every other
 * tenant has the one and the rest the other.
 */
export function licenceAt(index: number, startedAt: number, random: Random): Licence {
  const form = index % 2 === 0 ? timestamp : dateOnly;
  const daysLeft = DAYS_LEFT[index % DAYS_LEFT.length] ?? null;
  return {
    licenseNumber: random.digits(16),
    licenseStartsAt: form(startedAt - random.integer(400, 1200) * DAY),
    licenseEndsAt: daysLeft === null ? null : form(startedAt + daysLeft * DAY),
  };
}
