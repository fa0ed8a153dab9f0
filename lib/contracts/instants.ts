/**
 * When something was or will be, of a text: Qlik writes seconds, milliseconds, nanoseconds, another zone than UTC, or a
 * day alone (FACTS.md section 14), so their order as texts is not theirs in time. What has no zone is UTC.
 */
export function momentOf(text: string | null | undefined): Date | undefined {
  if (!text) return undefined;
  const moment = new Date(/T[\d:.,]*$/i.test(text) ? `${text}Z` : text);
  return Number.isNaN(moment.getTime()) ? undefined : moment;
}

/** A text that sorts as {@link momentOf} does; what begins with an earlier day comes before. */
export const momentKey = (text: string | null | undefined): string | undefined =>
  momentOf(text)?.toISOString();

/** Whether a text is a day of the calendar without a time. */
export const isDayAlone = (text: string): boolean => /^\d{4}-\d\d-\d\d$/.test(text.trim());
