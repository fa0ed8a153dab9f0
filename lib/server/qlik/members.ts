import "server-only";
import { z } from "zod";

/** A text member that may be missing, null or of another type: all three mean "not known". */
export const text = z.string().nullish().catch(null);

/** As {@link text}, for a finite number. */
export const number = z.number().nullish().catch(null);

/** Shown where Qlik must name something and did not. */
export const UNKNOWN = "unknown";

/** What a row came with. */
export type Members = Readonly<Record<string, unknown>>;

/**
 * The schema of a row of a list, which `read` makes from its members: a schema of zod's own would make some twenty
 * objects on the way to each row, and a fleet has a million rows. A row without an identifier fails: it cannot be named,
 * let alone acted on.
 */
export const rowOf = <Row>(read: (id: string, members: Members) => Row): z.ZodType<Row> =>
  z.unknown().transform((value, context) => {
    const members = isRecord(value) ? value : {};
    if (typeof members.id === "string" && members.id !== "") return read(members.id, members);
    context.addIssue({ code: "custom", path: ["id"], message: "A row needs an identifier." });
    return z.NEVER;
  });

/** A member that is text; anything else means "not known". */
export const textIn = (member: unknown): string | undefined =>
  typeof member === "string" ? member : undefined;

/** As {@link textIn}, for a finite number. */
export const numberIn = (member: unknown): number | undefined =>
  typeof member === "number" && Number.isFinite(member) ? member : undefined;

/** A member that is a list of texts; anything in it that is no text is left out. */
export const textsIn = (member: unknown): readonly string[] =>
  Array.isArray(member) ? member.filter((item) => typeof item === "string") : [];

/** A member that is a list of objects; what is no object is left out. */
export const recordsIn = (member: unknown): readonly Members[] =>
  Array.isArray(member) ? member.filter(isRecord) : [];

const isRecord = (value: unknown): value is Members =>
  typeof value === "object" && value !== null && !Array.isArray(value);

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
