import "server-only";
import { createHmac, randomBytes } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { refuseToStart } from "../start-error";

/** The key that wraps the data keys. `id` is a fingerprint: it tells keys apart and gives nothing away. */
export interface RootKey {
  readonly id: string;
  readonly bytes: Buffer;
}

export interface RootKeySource {
  readonly encryptionKey: string | undefined;
  readonly encryptionKeyFile: string | undefined;
  readonly dataDir: string;
}

export function rootKeyOf(base64: string): RootKey {
  const bytes = Buffer.from(base64.trim(), "base64");
  if (bytes.length !== 32)
    throw refuseToStart("key", "The encryption key is not 32 bytes in base64. Nothing was written.");
  const id = createHmac("sha256", bytes).update("castellan root key fingerprint").digest("hex").slice(0, 16);
  return { id, bytes };
}

export const generatedKeyFile = (dataDir: string): string => path.join(dataDir, "keys", "encryption.key");

/**
 * Finds the root key: in the environment, in the file named there, else in the generated file.
 * Only where there is no data yet (`hasData` false) and no key is given, one is made.
 */
export function loadRootKey(
  source: RootKeySource,
  hasData: boolean,
): { key: RootKey; madeFile: string | undefined } {
  if (source.encryptionKey) return { key: rootKeyOf(source.encryptionKey), madeFile: undefined };
  const file = source.encryptionKeyFile ?? generatedKeyFile(source.dataDir);
  // The comment in the call tells Next's file tracing that this is no file of the build.
  if (fs.existsSync(/*turbopackIgnore: true*/ file))
    return { key: rootKeyOf(readKeyFile(file)), madeFile: undefined };
  if (source.encryptionKeyFile) {
    throw refuseToStart(
      "key",
      `The encryption key file ${file}, named by CASTELLAN_ENCRYPTION_KEY_FILE, does not exist. Nothing was written.`,
    );
  }
  if (hasData) {
    throw refuseToStart(
      "key",
      `There is a database with sealed secrets but no encryption key: ${file} is missing and CASTELLAN_ENCRYPTION_KEY is not set. ` +
        "Put the key back from your backup. A new key is not made, because it could not open what is stored. Nothing was written.",
    );
  }
  const key = randomBytes(32);
  writeKeyFile(file, key.toString("base64"));
  return { key: rootKeyOf(key.toString("base64")), madeFile: file };
}

/** The text of a key file that only its owner can read, and whose owner is us. */
export function readKeyFile(file: string): string {
  const stat = fs.statSync(file);
  // Windows has no such bits; what stat reports there says nothing.
  if (process.platform !== "win32") {
    if ((stat.mode & 0o077) !== 0) {
      throw refuseToStart(
        "key",
        `Others on this machine can read the key file ${file}. Run: chmod 600 ${file} — and consider the key as known to them. Nothing was written.`,
      );
    }
    if (process.getuid && stat.uid !== process.getuid()) {
      throw refuseToStart(
        "key",
        `The key file ${file} belongs to another user than the one who starts the console. Run the console as that user, or change the owner. Nothing was written.`,
      );
    }
  }
  return fs.readFileSync(file, "utf8").trim();
}

/** Writes a new key file; never over one that is there. */
export function writeKeyFile(file: string, text: string): void {
  fs.mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  const descriptor = fs.openSync(file, "wx", 0o600);
  try {
    fs.writeSync(descriptor, `${text}\n`);
    fs.fsyncSync(descriptor);
  } finally {
    fs.closeSync(descriptor);
  }
}
