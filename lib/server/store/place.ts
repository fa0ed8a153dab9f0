import "server-only";
import fs from "node:fs";
import type { DatabaseLocation } from "@/lib/env/database-location";
import { withClient } from "./postgresql/client";

/**
 * Which database it is, in a way that a copy does not share: the file itself, whatever it is called, or the database of
 * this PostgreSQL cluster. What a standby takes over from its primary is the same place.
 */
export async function placeOf(location: DatabaseLocation): Promise<string> {
  if (location.kind === "sqlite") return `file ${fs.statSync(location.file, { bigint: true }).ino}`;
  return withClient(location.url, async (client) => {
    const { rows } = await client.query<{ cluster: string; database: string }>(
      `SELECT (pg_control_system()).system_identifier::text AS cluster, oid::text AS database
         FROM pg_database WHERE datname = current_database()`,
    );
    return `cluster ${rows[0]?.cluster} database ${rows[0]?.database}`;
  });
}
