import "server-only";
import { createHmac, randomBytes } from "node:crypto";
import { refuseToStart } from "../start-error";
import { firstKeyFile, generatedKeyFile, previousKeyFile } from "./generated-key";
import { isThere, readKeyFile, writeKeyFile } from "./key-files";

/** The key that wraps the data keys. `id` is a fingerprint: it tells keys apart and gives nothing away. */
export interface RootKey {
  readonly id: string;
  readonly bytes: Buffer;
}

export interface RootKeySource {
  readonly encryptionKey: string | undefined;
  readonly encryptionKeyFile: string | undefined;
  readonly previousEncryptionKey?: string | undefined;
  readonly dataDir: string;
}

export interface RootKeys {
  readonly current: RootKey;
  /** Those that data keys may still be wrapped with: given in the environment, or left by a change of the key. */
  readonly former: readonly RootKey[];
  readonly source: "environment" | "file" | "generated";
  /** Path of the key file when it is made by this start, or by one that broke off. */
  readonly madeFile: string | undefined;
}

export function rootKeyOf(base64: string): RootKey {
  const bytes = Buffer.from(base64.trim(), "base64");
  if (bytes.length !== 32)
    throw refuseToStart("key", "The encryption key is not 32 bytes in base64. Nothing was written.");
  const id = createHmac("sha256", bytes).update("castellan root key fingerprint").digest("hex").slice(0, 16);
  return { id, bytes };
}

function rootKeyIn(file: string): RootKey {
  const text = readKeyFile(file);
  if (text !== "") return rootKeyOf(text);
  throw refuseToStart(
    "key",
    `The key file ${file} is empty. Put the key back from the copy that you keep elsewhere. Nothing was written.`,
  );
}

/**
 * Finds the root key: in the environment, in the file named there, else in the generated file.
 * Only where there is no data yet (`hasData` false) and no key is given, one is made.
 */
export function findRootKeys(source: RootKeySource, hasData: boolean): RootKeys {
  const given = source.previousEncryptionKey ? [rootKeyOf(source.previousEncryptionKey)] : [];
  if (source.encryptionKey) {
    const current = rootKeyOf(source.encryptionKey);
    return { current, former: given, source: "environment", madeFile: undefined };
  }
  if (source.encryptionKeyFile) {
    const current = namedKey(source.encryptionKeyFile);
    return { current, former: given, source: "file", madeFile: undefined };
  }
  const file = generatedKeyFile(source.dataDir);
  const previous = previousKeyFile(source.dataDir);
  const left = isThere(previous) ? [rootKeyIn(previous)] : [];
  // In this order: another process may give the first key its name in between.
  const present = [firstKeyFile(source.dataDir), file].filter(isThere).at(-1);
  const current = present === undefined ? makeRootKey(source.dataDir, hasData) : rootKeyIn(present);
  const madeFile = present === file ? undefined : file;
  return { current, former: [...given, ...left], source: "generated", madeFile };
}

function namedKey(file: string): RootKey {
  if (isThere(file)) return rootKeyIn(file);
  throw refuseToStart(
    "keyMissing",
    `The encryption key file ${file}, named by CASTELLAN_ENCRYPTION_KEY_FILE, does not exist. Nothing was written.`,
  );
}

function makeRootKey(dataDir: string, hasData: boolean): RootKey {
  const file = generatedKeyFile(dataDir);
  if (hasData) {
    throw refuseToStart(
      "keyMissing",
      `There is a database with sealed secrets but no encryption key: ${file} is missing and CASTELLAN_ENCRYPTION_KEY is not set. ` +
        "Put the key back from your backup. A new key is not made, because it could not open what is stored. Nothing was written.",
    );
  }
  const key = randomBytes(32).toString("base64");
  writeKeyFile(firstKeyFile(dataDir), key);
  return rootKeyOf(key);
}
