import "server-only";
import { hkdfSync } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { z } from "zod";
import { createPrivateFile, keepOnDisk, makePrivateFolder, writeLasting } from "../private-files";
import { refuseToStart } from "../start-error";
import { readKeyFile } from "./key-files";
import type { RootKey, RootKeys } from "./root-key";
import { sameMac, signatureBy } from "./signatures";

const FORMAT = "castellan-installation-1";

const chainPoint = z.object({ sequence: z.number().int().nonnegative(), mac: z.string() });
/** An entry of the audit log and its mac: where the chain begins after, or ends. */
export type ChainPoint = z.infer<typeof chainPoint>;

/** Why it is not sure that this database is the one that this console left here. */
export const placeDoubts = ["witness-missing", "behind", "moved", "restored"] as const;
export type PlaceDoubt = (typeof placeDoubts)[number];

const witness = z.object({
  installationId: z.string(),
  /** Grows whenever the log's story is changed on purpose: by a restore, or by accepting that entries are lost. */
  epoch: z.number().int().nonnegative(),
  /** After which entry the chain begins; the mac is what stands in place of a former one. */
  begin: chainPoint,
  /** The last entry that is known. */
  head: chainPoint,
  /** An end that was known and is gone, until somebody accepts that: `after` which entry it was cut off. */
  lost: chainPoint.extend({ after: z.number().int().nonnegative() }).nullable(),
  /** Which place the database has, and why that is doubted, until somebody has answered. */
  place: z.string(),
  doubt: z.enum(placeDoubts).nullable(),
  /** Whether there has ever been an administrator. */
  hadAdministrator: z.boolean(),
});
/** What is known of the installation outside of its database. */
export type Witness = z.infer<typeof witness>;

const signed = z.object({
  format: z.literal(FORMAT),
  rootKeyId: z.string(),
  witness,
  mac: z.string(),
});

/** Beside the keys, so that who can write the database alone cannot write it. */
export const witnessFile = (dataDir: string): string => path.join(dataDir, "keys", "installation.json");

export const hasWitness = (dataDir: string): boolean =>
  fs.existsSync(/*turbopackIgnore: true*/ witnessFile(dataDir));

/** Undefined where there is none. Throws a start refusal for one that none of the root keys has signed. */
export function readWitness(
  dataDir: string,
  { current, former }: Pick<RootKeys, "current" | "former">,
): Witness | undefined {
  if (!hasWitness(dataDir)) return undefined;
  const file = witnessFile(dataDir);
  const parsed = signed.safeParse(parseJson(readKeyFile(file)));
  const root = [current, ...former].find(({ id }) => id === parsed.data?.rootKeyId);
  if (parsed.success && root && sameMac(macOf(root, parsed.data.witness), parsed.data.mac))
    return parsed.data.witness;
  throw refuseToStart(
    parsed.success && !root ? "key" : "installation",
    parsed.success && !root
      ? `The file ${file} was signed with the encryption key ${parsed.data.rootKeyId}, and ${current.id} was given. Give the right key; after a change of the key, also the former one in CASTELLAN_ENCRYPTION_KEY_PREVIOUS. Nothing was written.`
      : `The file ${file}, which says what this installation is, is damaged or was changed by something else than the console. Put it back from a copy. If there is none, move it away: the console then starts and asks an administrator whether this database is the right one. Nothing was written.`,
  );
}

/**
 * Reads, changes and writes it as one: several processes do. `change` gets what is there and gives back what shall be;
 * undefined leaves it as it is. Returns what stands there then.
 */
export function changeWitness(
  dataDir: string,
  roots: Pick<RootKeys, "current" | "former">,
  change: (present: Witness | undefined) => Witness | undefined,
): Witness | undefined {
  const file = witnessFile(dataDir);
  return withNewFile(`${file}.new`, (descriptor, next) => {
    const present = readWitness(dataDir, roots);
    const wanted = change(present);
    if (!wanted) {
      fs.rmSync(next);
      return present;
    }
    writeLasting(descriptor, file, `${JSON.stringify(sign(roots.current, wanted), null, 2)}\n`);
    fs.renameSync(next, file);
    keepOnDisk(path.dirname(file));
    return wanted;
  });
}

/** Signs it with the present root key; to be done before a former one is forgotten. */
export function signWitnessAgain(dataDir: string, roots: Pick<RootKeys, "current" | "former">): void {
  if (hasWitness(dataDir)) changeWitness(dataDir, roots, (present) => present);
}

const TRIES = 100;
const BETWEEN_TRIES_MS = 10;

/** The new file is the lock as well. One that stays there for a second was left by a process that died. */
function withNewFile<T>(next: string, work: (descriptor: number, next: string) => T): T {
  makePrivateFolder(path.dirname(next));
  let descriptor: number | undefined;
  for (let tries = 0; descriptor === undefined; tries += 1) {
    if (tries === TRIES) fs.rmSync(next, { force: true });
    else if (tries > 0) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, BETWEEN_TRIES_MS);
    try {
      descriptor = createPrivateFile(next);
    } catch (error) {
      if (tries > TRIES || !(error instanceof Error && "code" in error && error.code === "EEXIST"))
        throw error;
    }
  }
  try {
    return work(descriptor, next);
  } catch (error) {
    fs.rmSync(next, { force: true });
    throw error;
  } finally {
    fs.closeSync(descriptor);
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const sign = (root: RootKey, value: Witness) => ({
  format: FORMAT,
  rootKeyId: root.id,
  witness: value,
  mac: macOf(root, value),
});

function macOf(root: RootKey, value: Witness): string {
  const key = Buffer.from(
    hkdfSync("sha256", root.bytes, value.installationId, "castellan installation witness", 32),
  );
  const point = (at: ChainPoint) => [at.sequence, at.mac];
  return signatureBy({ id: root.id, bytes: key }, [
    FORMAT,
    root.id,
    value.installationId,
    value.epoch,
    point(value.begin),
    point(value.head),
    value.lost && [...point(value.lost), value.lost.after],
    value.place,
    value.doubt,
    value.hadAdministrator,
  ]);
}
