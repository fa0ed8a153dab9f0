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

/** The members that are there: those that are null or undefined are left out, not set to undefined. */
export function optionalMembers<T extends Record<string, unknown>>(
  members: T,
): { [K in keyof T]?: NonNullable<T[K]> } {
  const present = Object.entries(members).filter(([, value]) => value !== null && value !== undefined);
  return Object.fromEntries(present) as { [K in keyof T]?: NonNullable<T[K]> };
}
