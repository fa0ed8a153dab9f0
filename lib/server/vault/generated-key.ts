import "server-only";
import { randomBytes } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { keepOnDisk } from "../private-files";
import { isThere, readKeyFile, writeKeyFile } from "./key-files";

export const generatedKeyFile = (dataDir: string): string => path.join(dataDir, "keys", "encryption.key");

/** Where the very first key is until its database holds an installation: a start that breaks off in between goes on with it. */
export const firstKeyFile = (dataDir: string): string => `${generatedKeyFile(dataDir)}.first`;

/** Gives the very first key its name; never that of a key that is there. */
export function settleFirstKey(dataDir: string): void {
  const first = firstKeyFile(dataDir);
  if (!isThere(first)) return;
  if (!isThere(generatedKeyFile(dataDir))) fs.renameSync(first, generatedKeyFile(dataDir));
  keepOnDisk(path.dirname(first));
}

/** The key before a change, kept until no data key is wrapped with it any more. */
export const previousKeyFile = (dataDir: string): string => `${generatedKeyFile(dataDir)}.previous`;

/**
 * Puts a new key in the place of the generated one, which stays beside it. Killed at any point, the key file holds one
 * whole key, and the key that the data keys are wrapped with is there under one of the two names.
 */
export function replaceGeneratedKey(dataDir: string): void {
  const file = generatedKeyFile(dataDir);
  const next = `${file}.new`;
  const copy = `${file}.copy`;
  // Left by a change that was cut off before it took effect: nothing is wrapped with it.
  for (const leftover of [next, copy]) fs.rmSync(leftover, { force: true });
  writeKeyFile(copy, readKeyFile(file));
  fs.renameSync(copy, previousKeyFile(dataDir));
  writeKeyFile(next, randomBytes(32).toString("base64"));
  fs.renameSync(next, file);
  keepOnDisk(path.dirname(file));
}

/** Removes the key before the change. To be called only when every data key is wrapped with the one after it. */
export function forgetPreviousKey(dataDir: string): void {
  const previous = previousKeyFile(dataDir);
  if (!isThere(previous)) return;
  // The same key in both files: a change is just beginning, in another process.
  if (readKeyFile(previous) === readKeyFile(generatedKeyFile(dataDir))) return;
  fs.rmSync(previous);
  keepOnDisk(path.dirname(previous));
}
