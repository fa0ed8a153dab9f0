import "server-only";
import { withFailuresTold } from "./failures";
import type { Prisma } from "./generated/client";
import type { DatabaseLocation } from "./location";
import type { OpenDatabase } from "./open-database";
import { openPostgresql } from "./postgresql/open";
import { openSqlite } from "./sqlite/open";

/** What entity stores query with: the database itself, or one transaction of it. */
export type Database = Prisma.TransactionClient;

/** Opens the database, which the migrator has brought up to date. */
export function openDatabase(location: DatabaseLocation): OpenDatabase {
  const { client, ...others } =
    location.kind === "sqlite" ? openSqlite(location.file) : openPostgresql(location.url);
  return { client: withFailuresTold(client), ...others };
}
