import "server-only";
import fs from "node:fs";
import path from "node:path";
import type { Env } from "@/lib/env";
import { sqliteFileOf } from "@/lib/env/database-location";
import { refuseToStart } from "./start-error";
import type { DatabaseFacts } from "./store/migrations";
import { generatedKeyFile } from "./vault/generated-key";
import type { RootKeys } from "./vault/root-key";
import { type Witness, witnessFile } from "./vault/witness-file";

/**
 * Refuses where one half of an installation is there and the other is not, for example because its disk is not mounted:
 * a new and empty console would otherwise take its place without a word.
 */
export function refuseHalfInstallation(
  env: Env,
  facts: DatabaseFacts | undefined,
  { source, madeFile }: RootKeys,
  witness: Witness | undefined,
): void {
  const file = sqliteFileOf(env.database);
  const name = file ? `The database ${file}` : "The PostgreSQL database of DATABASE_URL";
  const keys = path.dirname(witnessFile(env.dataDir));
  if (!facts) {
    const itsKey =
      source === "generated" && madeFile === undefined ? generatedKeyFile(env.dataDir) : undefined;
    const told = witness ? witnessFile(env.dataDir) : itsKey;
    if (!told) return;
    throw refuseToStart(
      "installation",
      `${name} ${file && !fs.existsSync(file) ? "is not there" : "holds no installation"}, but ${told} belongs to one. ` +
        "Mount the disk that the database is on, correct DATABASE_URL, or put a backup in its place (npm run castellan -- restore <file>). " +
        `To begin a new installation on purpose, move ${keys} away first: what was sealed with its key opens with that alone. Nothing was written.`,
    );
  }
  if (facts.installationId === undefined || facts.rootKeyIds.length === 0)
    throw refuseToStart(
      "database",
      `${name} lacks the ${facts.installationId === undefined ? "row of its installation" : "data keys of its installation"}. Restore it from a backup. Nothing was written.`,
    );
  if (witness && witness.installationId !== facts.installationId)
    throw refuseToStart(
      "installation",
      `${name} belongs to another installation (${facts.installationId}) than ${witnessFile(env.dataDir)} (${witness.installationId}). ` +
        "Correct DATABASE_URL or DATA_DIR. To go on with this database on purpose, move that file away: the console then starts and asks an administrator whether it is the right one. Nothing was written.",
    );
}
