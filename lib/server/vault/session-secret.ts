import "server-only";
import { hkdfSync, randomBytes } from "node:crypto";
import path from "node:path";
import { refuseToStart } from "../start-error";
import { isThere, readKeyFile, writeKeyFile } from "./key-files";
import type { RootKey } from "./root-key";

const secretFile = (dataDir: string): string => path.join(dataDir, "keys", "session.key");

/** What signs session cookies: from the environment, else from the file beside the encryption key; writes nothing. */
export function findSessionSecret(given: string | undefined, dataDir: string): string | undefined {
  const file = secretFile(dataDir);
  if (given || !isThere(file)) return given;
  const secret = readKeyFile(file);
  // Who can guess it can sign in as anybody whose session id is known.
  if (secret.length >= 32) return secret;
  throw refuseToStart(
    "key",
    `The file ${file}, which signs session cookies, holds less than 32 characters. Delete it: a new one is made, and everybody signs in again. Nothing was written.`,
  );
}

export function makeSessionSecret(dataDir: string): string {
  writeKeyFile(secretFile(dataDir), randomBytes(48).toString("base64"));
  return readKeyFile(secretFile(dataDir));
}

/** The same for all instances that share the root key, so that whoever signs in at one is known at the others. */
export const deriveSessionSecret = (root: RootKey): string =>
  Buffer.from(hkdfSync("sha256", root.bytes, "", "castellan session cookies", 48)).toString("base64");
