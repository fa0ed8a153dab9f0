import "server-only";
import path from "node:path";
import { z } from "zod";

/** Where the database is: a file of this machine, or a PostgreSQL server that several instances may share. */
export type DatabaseLocation =
  | { readonly kind: "sqlite"; readonly file: string }
  | { readonly kind: "postgresql"; readonly url: string };

/** The file of a SQLite database; undefined for PostgreSQL. */
export const sqliteFileOf = (location: DatabaseLocation): string | undefined =>
  location.kind === "sqlite" ? location.file : undefined;

/** DATABASE_URL as somebody gives it. */
export const databaseUrl = z
  .string()
  .trim()
  .transform((text, context): DatabaseLocation => {
    if (text.startsWith("file:") && text.length > 5)
      return { kind: "sqlite", file: path.resolve(text.slice("file:".length)) };
    const url = /^postgres(ql)?:/.test(text) && URL.canParse(text) ? new URL(text) : undefined;
    // Prisma's own word, which the driver does not know and would pass over in silence.
    if (url?.searchParams.has("schema")) {
      context.addIssue({
        code: "custom",
        message: "no ?schema=; give the role a search_path of its own instead",
      });
      return z.NEVER;
    }
    if (!url || url.pathname.length < 2) {
      context.addIssue({
        code: "custom",
        message: "file:<path of a SQLite file> or postgresql://user:password@host:5432/database",
      });
      return z.NEVER;
    }
    return { kind: "postgresql", url: text };
  });
