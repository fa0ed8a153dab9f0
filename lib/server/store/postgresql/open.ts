import "server-only";
import { PrismaPg } from "@prisma/adapter-pg";
import { Pool } from "pg";
import type { Connection } from "../connection";
import { toldFailure, withFailuresMarked } from "../failures";
import type { PrismaClient as SqlitePrismaClient } from "../generated/client";
import type { OpenDatabase, OpenOptions } from "../open-database";
import { postgresqlBulk } from "./bulk";
import { PrismaClient } from "./generated/client";
import { readAgain } from "./read-again";
import { withTextMadeStorable } from "./storable-text";
import { letTransactionsTakeTurns } from "./turns";

const CONNECTIONS = 10;

/**
 * Set on each connection: an instance that hangs in a transaction holds the others up no longer than this, and nobody
 * waits for a lock for ever.
 */
const SESSION =
  "SET TIME ZONE 'UTC'; SET lock_timeout = '10s'; SET statement_timeout = '30s'; SET idle_in_transaction_session_timeout = '30s'";

const LOOKING = "SET default_transaction_read_only = on";

export function openPostgresql(url: string, { readOnly }: OpenOptions): OpenDatabase {
  const pool = new Pool({
    connectionString: url,
    max: CONNECTIONS,
    connectionTimeoutMillis: 5000,
    // Behind statement_timeout: for a server that says nothing any more.
    query_timeout: 35_000,
    keepAlive: true,
    application_name: "castellan",
    async onConnect(client) {
      await client.query(readOnly ? `${SESSION}; ${LOOKING}` : SESSION);
    },
  });
  const adapter = new PrismaPg(pool, { disposeExternalPool: true });
  const connect = adapter.connect.bind(adapter);
  adapter.connect = async () => {
    // Both adapters implement the same interface of Prisma; only their names differ.
    const connection = (await connect()) as unknown as Connection;
    return withFailuresMarked(
      letTransactionsTakeTurns(readAgain(withTextMadeStorable(connection), CONNECTIONS)),
    ) as unknown as Awaited<ReturnType<typeof connect>>;
  };
  return {
    // The one cast: both clients are made from one model, which a test holds.
    client: new PrismaClient({ adapter }) as unknown as SqlitePrismaClient,
    async now() {
      const asked = pool.query<{ now: Date }>("SELECT clock_timestamp() AS now");
      const { rows } = await asked.catch((error: unknown) => {
        throw toldFailure(error);
      });
      return rows[0]?.now ?? new Date();
    },
    bulk: postgresqlBulk,
  };
}
