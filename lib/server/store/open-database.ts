import "server-only";
import type { PrismaClient } from "./generated/client";

export interface OpenDatabase {
  readonly client: PrismaClient;
  /** The database's clock, which all instances share. */
  now(): Promise<Date>;
}
