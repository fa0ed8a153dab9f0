import "server-only";
import fs from "node:fs";
import path from "node:path";
import type { DatabaseLocation } from "@/lib/env/database-location";
import { toldFailure } from "./failures";
import { inspectDatabase, migrate } from "./migrate";
import { copyIn, copyOut, isInUse } from "./postgresql/copy";
import {
  type AboutBackup,
  type BackupManifest,
  isUnused,
  switchDatabase,
  vacuumInto,
  writeBackup,
} from "./sqlite/backup";
import { inspectSqlite } from "./sqlite/migrate";

export type { AboutBackup, BackupManifest } from "./sqlite/backup";

/** Writes a backup of this moment; of either database it is one SQLite file. See writeBackup of sqlite/backup.ts. */
export const backUp = (
  location: DatabaseLocation,
  file: string,
  about: AboutBackup,
): Promise<BackupManifest> =>
  writeBackup(
    async (partial) => {
      if (location.kind === "sqlite") return vacuumInto(location.file, partial);
      await migrate({ kind: "sqlite", file: partial });
      await copyOut(location.url, partial);
    },
    file,
    about,
  ).catch((error: unknown) => {
    throw toldFailure(error);
  });

/** Where a backup is put in place of what is there. */
export interface RestorePlace {
  /** As messages call it. */
  readonly name: string;
  /** Whether there is an installation. */
  isTaken(): Promise<boolean>;
  /** Whether a console is running on it. */
  isInUse(): Promise<boolean>;
  /** All or nothing. Returns where the database is kept that was there, if any. */
  put(copy: string, now: Date): Promise<string | null>;
}

const stamp = (now: Date) => now.toISOString().replace(/[:.]/g, "-");

export const restorePlace = (location: DatabaseLocation, dataDir: string): RestorePlace =>
  location.kind === "sqlite" ? atFile(location.file) : onServer(location.url, dataDir);

const atFile = (file: string): RestorePlace => ({
  name: file,
  isTaken: async () => fs.existsSync(file) && inspectSqlite(file) !== undefined,
  isInUse: async () => fs.existsSync(file) && !isUnused(file),
  async put(copy, now) {
    const keptAs = fs.existsSync(file) ? `${file}.before-${stamp(now)}` : null;
    switchDatabase(copy, file, keptAs ?? "");
    return keptAs;
  },
});

/** What was there is kept as a backup, which opens with its own key. */
function onServer(url: string, dataDir: string): RestorePlace {
  const location = { kind: "postgresql", url } as const;
  return {
    name: "the PostgreSQL database of DATABASE_URL",
    isTaken: async () => (await inspectDatabase(location)) !== undefined,
    isInUse: () => isInUse(url),
    async put(copy, now) {
      const [rootKeyFingerprint] = (await inspectDatabase(location))?.rootKeyIds ?? [];
      await migrate(location);
      const keptAs =
        rootKeyFingerprint === undefined ? null : path.join(dataDir, `castellan.db.before-${stamp(now)}`);
      if (keptAs !== null && rootKeyFingerprint !== undefined)
        await backUp(location, keptAs, { madeAt: now.toISOString(), rootKeyFingerprint });
      await copyIn(copy, url);
      return keptAs;
    },
  };
}
