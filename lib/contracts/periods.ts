/** Periods that are called by a word; they begin and end with days. */
export const periodNames = {
  today: "Today",
  yesterday: "Yesterday",
  "this-month": "This month",
  "last-month": "Last month",
} as const;
type PeriodName = keyof typeof periodNames;

/** From a moment on and before another; either may be open. */
export interface Period {
  readonly from: Date | undefined;
  readonly to: Date | undefined;
}

/** A period as it is written in an address, before it is known which moments it means. */
interface Written {
  readonly name: PeriodName | undefined;
  /** Days as 2026-11-30; both belong to it. */
  readonly first: string | undefined;
  readonly last: string | undefined;
  /** Whose days they are: a name of the IANA list, such as Europe/Berlin. */
  readonly zone: string;
}

const pattern = /^(?:([a-z-]+)|(\d{4}-\d{2}-\d{2})?\.\.(\d{4}-\d{2}-\d{2})?)(?:@([\w+/-]+))?$/i;
const DAY = 86_400_000;
/** Days that every database holds, and whose years have four digits in every zone: nothing of the console lies outside. */
const FIRST_DAY = Date.UTC(1000, 0, 2);
const LAST_DAY = Date.UTC(9999, 11, 31);

/** The zone that JavaScript knows under a name; undefined where it knows none. */
function knownZone(zone: string): string | undefined {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}

const isDay = (text: string | undefined): boolean => {
  if (text === undefined) return true;
  const moment = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(text);
};

function readWritten(value: string): Written | undefined {
  const [whole, word, first, last, given] = pattern.exec(value) ?? [];
  if (whole === undefined) return undefined;
  const name = (Object.keys(periodNames) as PeriodName[]).find((known) => known === word?.toLowerCase());
  if (!name && first === undefined && last === undefined) return undefined;
  if (!isDay(first) || !isDay(last) || (first && last && first > last)) return undefined;
  const zone = given ?? "UTC";
  return knownZone(zone) === undefined ? undefined : { name, first, last, zone };
}

/** Whether a text is a period: `today`, `last-month` or `2026-11-01..2026-11-30`, each with a time zone as `@Europe/Berlin`. */
export const isPeriod = (value: string): boolean => readWritten(value) !== undefined;

/** In which zone's time a moment stands at which reading of the clock, as milliseconds as if it were UTC. */
function wallClock(moment: Date, zone: string): number {
  const parts = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  }).formatToParts(moment);
  const of = (type: Intl.DateTimeFormatPartTypes) =>
    Number(parts.find((part) => part.type === type)?.value ?? 0);
  return Date.UTC(of("year"), of("month") - 1, of("day"), of("hour"), of("minute"), of("second"));
}

/** The moment at which a day begins in a zone, the day given as its midnight in UTC; of far away days, the next at hand. */
function beginOf(day: number, zone: string): Date {
  const midnight = Math.min(Math.max(day, FIRST_DAY), LAST_DAY);
  let moment = midnight;
  // The difference to UTC may be another one at the moment that the first guess gives.
  for (let round = 0; round < 2; round += 1) moment += midnight - wallClock(new Date(moment), zone);
  // A clock that is put forward at midnight never shows it: the day begins an hour later.
  return new Date(wallClock(new Date(moment), zone) < midnight ? moment + DAY / 24 : moment);
}

/** What a period means at a moment; undefined for what is none. */
export function readPeriod(value: string, now: Date): Period | undefined {
  const written = readWritten(value);
  if (!written) return undefined;
  const { name, zone } = written;
  const midnight = (text: string | undefined, plus = 0) =>
    text === undefined ? undefined : Date.parse(`${text}T00:00:00Z`) + plus;
  const at = (from: number | undefined, to: number | undefined): Period => ({
    from: from === undefined ? undefined : beginOf(from, zone),
    to: to === undefined ? undefined : beginOf(to, zone),
  });
  if (!name) return at(midnight(written.first), midnight(written.last, DAY));
  const wall = new Date(wallClock(now, zone));
  const [year, month, day] = [wall.getUTCFullYear(), wall.getUTCMonth(), wall.getUTCDate()];
  switch (name) {
    case "today":
      return at(Date.UTC(year, month, day), Date.UTC(year, month, day + 1));
    case "yesterday":
      return at(Date.UTC(year, month, day - 1), Date.UTC(year, month, day));
    case "this-month":
      return at(Date.UTC(year, month, 1), Date.UTC(year, month + 1, 1));
    case "last-month":
      return at(Date.UTC(year, month - 1, 1), Date.UTC(year, month, 1));
  }
}

/** A period in words, with whose days they are: "2026-11-01 to 2026-11-30 (Europe/Berlin)"; undefined for what is none. */
export function periodWords(value: string): string | undefined {
  const written = readWritten(value);
  if (!written) return undefined;
  const { name, first, last, zone } = written;
  const days =
    first === last
      ? (first ?? "")
      : [first && (last ? first : `From ${first}`), last && (first ? last : `Until ${last}`)]
          .filter(Boolean)
          .join(" to ");
  return `${name ? periodNames[name] : days} (${zone})`;
}

/** Days as a period, in the zone of whoever asks. */
export const daysPeriod = (first: string, last: string, zone: string): string => `${first}..${last}@${zone}`;

/** A period as it is typed, which may leave out the zone: then it is the one given. Undefined for what is none. */
export function typedPeriod(typed: string, zone: string): string | undefined {
  const value = typed.includes("@") ? typed : `${typed}@${zone}`;
  const written = readWritten(value);
  // As it is written: what is typed comes in small letters.
  return written && `${value.slice(0, value.indexOf("@"))}@${knownZone(written.zone)}`;
}
