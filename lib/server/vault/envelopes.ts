import "server-only";
import { hkdfSync } from "node:crypto";
import type { DataKey } from "./keyring";
import { open, seal } from "./sealing";

/** The one place where a sealed value may be opened: bound into it, so that it cannot be moved elsewhere. */
export interface SealedPlace {
  readonly table: string;
  readonly record: string;
  readonly field: string;
}

/**
 * A way of sealing, by the word that its envelopes begin with. To change anything about it, add another one and leave
 * this: what it sealed is opened as before, and the next sweep seals it in the newest way.
 */
export interface EnvelopeFormat {
  readonly version: string;
  seal(installationId: string, key: DataKey, place: SealedPlace, plaintext: Buffer): string;
  /** Throws when anything about it was changed, cut or moved. */
  open(installationId: string, key: DataKey, place: SealedPlace, sealed: string): Buffer;
}

const VERSION = "c1";

const recordKey = (installationId: string, key: DataKey, { table, record, field }: SealedPlace) =>
  Buffer.from(
    hkdfSync(
      "sha256",
      key.bytes,
      installationId,
      JSON.stringify(["castellan", VERSION, table, record, field]),
      32,
    ),
  );

const binding = (installationId: string, key: DataKey, { table, record, field }: SealedPlace) =>
  JSON.stringify(["castellan", VERSION, installationId, table, record, field, key.id]);

/** AES-256-GCM by a key derived for the record; the sealed part is `<nonce>.<ciphertext>.<tag>` in base64url. */
const c1: EnvelopeFormat = {
  version: VERSION,
  seal: (installationId, key, place, plaintext) =>
    seal(recordKey(installationId, key, place), plaintext, binding(installationId, key, place)),
  open: (installationId, key, place, sealed) =>
    open(recordKey(installationId, key, place), sealed, binding(installationId, key, place)),
};

/** Every way in which something may be sealed, the newest last. */
export const envelopeFormats: readonly EnvelopeFormat[] = [c1];
