import "server-only";
import { PrismaPg } from "@prisma/adapter-pg";
import { Client, type ClientConfig, Pool } from "pg";
import type { Connection } from "../connection";
import { throwTold, withFailuresMarked } from "../failures";
import type { PrismaClient as SqlitePrismaClient } from "../generated/client";
import type { OpenDatabase, OpenOptions } from "../open-database";
import { postgresqlBulk } from "./bulk";
import { askForLife, cut } from "./client";
import { PrismaClient } from "./generated/client";
import { createPulse, watchedBy } from "./pulse";
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
  const clients = new Set<Client>();
  const pulse = createPulse({
    ask: (withinMs) => askForLife(url, withinMs),
    onSilence: () => clients.forEach(cut),
  });
  const pool = new Pool({
    Client: class extends Client {
      constructor(config?: ClientConfig) {
        super(config);
        clients.add(this);
        this.once("end", () => clients.delete(this));
      }
    },
    connectionString: url,
    max: CONNECTIONS,
    connectionTimeoutMillis: 3000,
    // Behind statement_timeout; a server that says nothing any more is found silent long before.
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
      letTransactionsTakeTurns(readAgain(watchedBy(pulse, withTextMadeStorable(connection)), CONNECTIONS)),
    ) as unknown as Awaited<ReturnType<typeof connect>>;
  };
  return {
    // The one cast: both clients are made from one model, which a test holds.
    client: new PrismaClient({ adapter }) as unknown as SqlitePrismaClient,
    async now() {
      const { rows } = await pulse
        .watch(() => pool.query<{ now: Date }>("SELECT clock_timestamp() AS now"))
        .catch(throwTold);
      return rows[0]?.now ?? new Date();
    },
    bulk: postgresqlBulk,
  };
}
