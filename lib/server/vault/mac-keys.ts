import "server-only";
import { hkdfSync } from "node:crypto";
import type { DataKey } from "./keyring";

/** A key for HMACs over the entries of the audit log. */
export interface MacKey {
  /** Of the data key that it comes from, to be kept beside each mac. */
  readonly id: string;
  /** 32 bytes. */
  readonly bytes: Buffer;
}

export interface MacKeys {
  /** The one that new entries are chained with. */
  readonly current: MacKey;
  /** By the id kept beside a mac; undefined for an id that this installation never had. */
  find(id: string): MacKey | undefined;
}

/** Keys for the audit log out of the data keys of that purpose, oldest first; they are never retired. */
export function createMacKeys(installationId: string, keys: readonly [DataKey, ...DataKey[]]): MacKeys {
  const derived = keys.map(({ id, bytes }) => ({
    id,
    bytes: Buffer.from(hkdfSync("sha256", bytes, installationId, "castellan audit chain", 32)),
  }));
  const byId = new Map(derived.map((key) => [key.id, key]));
  const current = derived.at(-1);
  if (!current) throw new Error("There is no key for the audit log.");
  return { current, find: (id) => byId.get(id) };
}
