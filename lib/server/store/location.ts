import "server-only";

/** Where the database is: a file of this machine, or a PostgreSQL server that several instances may share. */
export type DatabaseLocation =
  | { readonly kind: "sqlite"; readonly file: string }
  | { readonly kind: "postgresql"; readonly url: string };

/** The file of a SQLite database; undefined for PostgreSQL. */
export const sqliteFileOf = (location: DatabaseLocation): string | undefined =>
  location.kind === "sqlite" ? location.file : undefined;
