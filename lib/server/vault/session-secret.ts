import "server-only";
import { randomBytes } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { refuseToStart } from "../start-error";
import { readKeyFile, writeKeyFile } from "./key-files";

const secretFile = (dataDir: string): string => path.join(dataDir, "keys", "session.key");

/** What signs session cookies: from the environment, else from the file beside the encryption key; writes nothing. */
export function findSessionSecret(given: string | undefined, dataDir: string): string | undefined {
  const file = secretFile(dataDir);
  if (given || !fs.existsSync(file)) return given;
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
