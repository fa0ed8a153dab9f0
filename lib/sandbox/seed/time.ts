export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** ISO timestamp of a moment in milliseconds. */
export const timestamp = (moment: number): string => new Date(moment).toISOString();

/** The date alone, in UTC: the other form in which licence dates come. */
export const dateOnly = (moment: number): string => timestamp(moment).slice(0, 10);
