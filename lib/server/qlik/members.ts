import "server-only";
import { z } from "zod";
import { createSecret, type Secret } from "@/lib/contracts/secret";

/** A text member that may be missing, null or of another type: all three mean "not known". */
export const text = z.string().nullish().catch(null);

/** As {@link text}, for a finite number. */
export const number = z.number().nullish().catch(null);

/** Shown where Qlik must name something and did not. */
export const UNKNOWN = "unknown";

/** What a row came with. */
export type Members = Readonly<Record<string, unknown>>;

/** Makes a row of what a list has in its place; undefined where that has no identifier. */
export type RowReader<Row> = (value: unknown) => Row | undefined;

/**
 * A row without an identifier fails: it cannot be named, let alone acted on.
 * @param member that holds it, where Qlik does not call it `id`
 */
export const rowOf =
  <Row>(read: (id: string, members: Members) => Row, member = "id"): RowReader<Row> =>
  (value) => {
    const members = isRecord(value) ? value : {};
    const id = members[member];
    return typeof id === "string" && id !== "" ? read(id, members) : undefined;
  };

/** The schema of a single row. */
export const single = <Row>(read: RowReader<Row>): z.ZodType<Row> =>
  z
    .unknown()
    .transform((value, context) => read(value) ?? refuse(context, ["id"], "A row needs an identifier."));

/**
 * The schema of a list of rows, in one step: with a schema for each row zod would make some twenty objects on the way to
 * each, and a fleet has a million rows.
 */
export const listOf = <Row>(read: RowReader<Row>): z.ZodType<readonly Row[]> =>
  z.unknown().transform((values, context) => {
    if (!Array.isArray(values)) return refuse(context, [], "A list is needed.");
    const rows: Row[] = [];
    for (const value of values) {
      const row = read(value);
      if (row === undefined) return refuse(context, [rows.length, "id"], "A row needs an identifier.");
      rows.push(row);
    }
    return rows;
  });

function refuse(context: z.RefinementCtx, path: (string | number)[], message: string): never {
  context.addIssue({ code: "custom", path, message });
  return z.NEVER;
}

/** A member that is text; anything else means "not known". */
export const textIn = (member: unknown): string | undefined =>
  typeof member === "string" ? member : undefined;

/** As {@link textIn}, for what nobody may see: from here on it can be neither logged nor kept by accident. */
export const secretIn = (member: unknown): Secret | undefined =>
  typeof member === "string" && member !== "" ? createSecret(member) : undefined;

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
