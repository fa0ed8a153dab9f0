import "server-only";
import type { z } from "zod";

/** Parses a JSON column by its schema; null when there is nothing, or what is there is of an older kind. */
export function readJson<Schema extends z.ZodType>(
  schema: Schema,
  text: string | null,
): z.infer<Schema> | null {
  if (text === null) return null;
  const parsed = schema.safeParse(JSON.parse(text));
  return parsed.success ? parsed.data : null;
}
