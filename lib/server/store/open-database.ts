import "server-only";
import type { BulkDialect } from "./bulk";
import type { PrismaClient } from "./generated/client";

export interface OpenOptions {
  /** The database itself refuses every change. */
  readonly readOnly: boolean;
}

export interface OpenDatabase {
  readonly client: PrismaClient;
  /** The database's clock, which all instances share. */
  now(): Promise<Date>;
  readonly bulk: BulkDialect;
}
