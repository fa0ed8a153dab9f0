import "server-only";
import { z } from "zod";

/** A text member that may be missing, null or of another type: all three mean "not known". */
export const text = z.string().nullish().catch(null);

/** As {@link text}, for a finite number. */
export const number = z.number().nullish().catch(null);

/** The identifier of a row: without one a row cannot be named, let alone acted on. */
export const id = z.string().min(1);

/** A list of texts; anything in it that is no text is left out, anything that is no list is an empty one. */
export const texts = z
  .array(z.unknown())
  .catch([])
  .transform((items) => items.filter((item) => typeof item === "string"));

/** Shown where Qlik must name something and did not. */
export const UNKNOWN = "unknown";

type Known<Members> = { [Name in keyof Members]?: NonNullable<Members[Name]> };

/**
 * Adds the members that are known: those that are null or undefined are left out, not set to undefined. Writes into the
 * object given, because it runs for every row of every list.
 */
export function withKnown<Certain extends object, Perhaps extends Record<string, unknown>>(
  certain: Certain,
  perhaps: Perhaps,
): Certain & Known<Perhaps> {
  const row: Record<string, unknown> = certain as Certain & Record<string, unknown>;
  for (const name in perhaps) {
    const value = perhaps[name];
    if (value !== null && value !== undefined) row[name] = value;
  }
  return row as Certain & Known<Perhaps>;
}
