import "server-only";
import type { DatabaseLocation } from "@/lib/env/database-location";
import { withFailuresTold } from "./failures";
import type { Prisma } from "./generated/client";
import type { OpenDatabase, OpenOptions } from "./open-database";
import { openPostgresql } from "./postgresql/open";
import { openSqlite } from "./sqlite/open";

/** What entity stores query with: the database itself, or one transaction of it. */
export type Database = Prisma.TransactionClient;

/** Opens the database, which the migrator has brought up to date. */
export function openDatabase(location: DatabaseLocation, options: OpenOptions): OpenDatabase {
  const { client, ...others } =
    location.kind === "sqlite" ? openSqlite(location.file, options) : openPostgresql(location.url, options);
  return { client: withFailuresTold(client), ...others };
}
