import "server-only";
import path from "node:path";
import type { Env } from "@/lib/env";
import { sqliteFileOf } from "@/lib/env/database-location";
import { appError } from "./app-error";
import { readStatement, signStatement } from "./audit/statement";
import { digestUpTo, presentBegin } from "./audit/story";
import { verifyChain } from "./audit/verify";
import { type OpenVault, openVault } from "./open-vault";
import { makePrivateFolder } from "./private-files";
import { type BackupManifest, type RestorePlace, restorePlace } from "./store/backup";
import { migrate } from "./store/migrate";
import { endWhatWasUnderWay, isUnused, readBackup, removeDatabase } from "./store/sqlite/backup";
import { openStore, type Store } from "./store/store";
import { wrongRootKey } from "./vault/keyring";
import { findRootKeys } from "./vault/root-key";
import type { Vault } from "./vault/vault";
import { changeWitness, readWitness, type Witness } from "./vault/witness-file";

const PAGE = 500;

export interface RestoreOptions {
  /** Looks whether it would do, and changes nothing. */
  readonly checkOnly: boolean;
  /** Takes the place of an installation that is there, which is kept beside it. */
  readonly replace: boolean;
  readonly now: Date;
}

export interface RestoreReport {
  readonly manifest: BackupManifest;
  /** Sealed secrets that were opened, every one. */
  readonly secrets: number;
  readonly restored: boolean;
  /** Where the database is kept that was there before. */
  readonly keptAs: string | null;
}

/**
 * Puts a backup in the place of the database, after everything in it has been tried with the key that is there: whole by
 * its manifest, every secret opens, the audit log is unbroken. Until then nothing is changed, and then all at once.
 * Throws `invalid_input` for what is no whole backup, `conflict` for a place that is taken, and a start refusal for a key
 * that is missing or wrong.
 */
export async function restoreBackup(
  env: Env,
  file: string,
  { checkOnly, replace, now }: RestoreOptions,
): Promise<RestoreReport> {
  const place = restorePlace(env.database, env.dataDir);
  const roots = findRootKeys(env, true);
  const witness = readWitness(env.dataDir, roots);
  if (!checkOnly) await refuseTakenPlace(place, replace);
  // Beside the database, so that it can be renamed; with PostgreSQL anywhere.
  const copy = `${sqliteFileOf(env.database) ?? path.join(env.dataDir, "castellan.db")}.restoring`;
  makePrivateFolder(path.dirname(copy));
  removeDatabase(copy);
  try {
    const read = readBackup(path.resolve(file), copy);
    if ("problem" in read)
      throw appError("invalid_input", read.problem, { advice: "Nothing was changed. Take another backup." });
    const { manifest } = read;
    const known = [roots.current, ...roots.former];
    if (!known.some(({ id }) => id === manifest.rootKeyFingerprint))
      throw wrongRootKey(known, [manifest.rootKeyFingerprint]);
    await migrate({ kind: "sqlite", file: copy });
    const { secrets, restored } = await tryEverything(env, copy, witness);
    endWhatWasUnderWay(
      copy,
      now,
      `This database was restored from a backup of ${manifest.madeAt.slice(0, 16).replace("T", " ")} UTC.`,
    );
    if (!isUnused(copy)) throw new Error("The copy of the backup is still open.");
    if (checkOnly) return { manifest, secrets, restored: false, keptAs: null };
    await refuseTakenPlace(place, replace);
    const keptAs = await place.put(copy, now);
    changeWitness(env.dataDir, roots, () => restored);
    return { manifest, secrets, restored: true, keptAs };
  } finally {
    removeDatabase(copy);
  }
}

async function refuseTakenPlace(place: RestorePlace, replace: boolean): Promise<void> {
  if (!replace && (await place.isTaken())) {
    throw appError("conflict", `There is an installation at ${place.name} already. Nothing was changed.`, {
      advice:
        "With --replace the backup takes its place, and the present database is kept beside it under another name.",
    });
  }
  if (!(await place.isInUse())) return;
  throw appError(
    "conflict",
    `The database at ${place.name} is in use: a console is running on it. Nothing was changed.`,
    { advice: "Stop the console, then restore." },
  );
}

interface Tried {
  readonly secrets: number;
  /** What is to be known of the installation from then on. */
  readonly restored: Witness;
}

async function tryEverything(env: Env, copy: string, witness: Witness | undefined): Promise<Tried> {
  const store = openStore({ kind: "sqlite", file: copy });
  try {
    const opened = await openVault(store, env, { forgetsFormerKey: false });
    const secrets = await openEverySecret(store, opened.vault);
    return { secrets, restored: await tryLog(store, opened, witness) };
  } finally {
    await store.close();
  }
}

/**
 * The log must be unbroken, and begin where it is known to. An older end is what a restore is for: a new epoch says that
 * it was meant, in the database as well, so that other instances follow. Which installation it is nobody has said yet.
 */
async function tryLog(
  store: Store,
  { auditKeys, keyCustody: { installationId } }: OpenVault,
  witness: Witness | undefined,
): Promise<Witness> {
  const found = readStatement(auditKeys, installationId, await store.installation.statement());
  const stated = typeof found === "object" ? found : undefined;
  const own = witness?.installationId === installationId ? witness : undefined;
  if (found === "none")
    throw appError(
      "invalid_input",
      "What this backup says of its installation is gone, or was not written by a console.",
      {
        advice: "Nothing was changed. Take another backup, and look into how this one was changed.",
      },
    );
  const head = (await store.auditChain.head()) ?? (await digestUpTo(store.auditChain, 0));
  const isOfThisStory = own !== undefined && (!stated || stated.epoch === own.epoch);
  const begin = isOfThisStory
    ? own.begin
    : (stated?.begin ?? (await presentBegin(store.auditChain, auditKeys, head)));
  const known = { begin, head: stated?.head ?? begin, lost: null, outside: true };
  const { verdict, message } = await verifyChain(store.auditChain, auditKeys, { known });
  if (verdict !== "whole")
    throw appError("invalid_input", `The audit log of this backup is not whole. ${message}`, {
      advice: "Nothing was changed. Somebody may have changed the log: look into that before anything else.",
    });
  const restored: Witness = {
    installationId,
    epoch: Math.max(stated?.epoch ?? 0, own?.epoch ?? 0) + 1,
    begin,
    head: { sequence: head.sequence, mac: head.mac },
    lost: null,
    place: "",
    doubt: "restored",
    hadAdministrator: (stated?.hadAdministrator ?? false) || (await store.people.countAdministrators()) > 0,
  };
  await store.installation.keepStatement(
    signStatement(auditKeys, installationId, { ...restored, place: null }),
  );
  return restored;
}

async function openEverySecret(store: Store, vault: Vault): Promise<number> {
  let opened = 0;
  for (const { table, field, page } of store.sealedRecords.columns) {
    let after = "";
    for (
      let rows = await page({ after, limit: PAGE });
      rows.length > 0;
      rows = await page({ after, limit: PAGE })
    ) {
      for (const { record, sealed } of rows) {
        await vault.open({ table, record, field }, sealed).catch(() => {
          throw appError(
            "invalid_input",
            `The secret ${table}.${field} of ${record} in this backup cannot be opened.`,
            {
              advice: "Nothing was changed. Take another backup.",
            },
          );
        });
        opened += 1;
        after = record;
      }
    }
  }
  return opened;
}
