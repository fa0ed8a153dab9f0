import "server-only";
import { createHmac, hkdfSync } from "node:crypto";
import { createSecret, type Secret } from "../secret";
import type { DataKey, Keyring } from "./keyring";
import { open, seal } from "./sealing";

/** The one place where a sealed value may be opened: bound into it, so that it cannot be moved elsewhere. */
export interface SealedPlace {
  readonly table: string;
  readonly record: string;
  readonly field: string;
}

export interface Vault {
  seal(place: SealedPlace, secret: Secret): string;
  /** Throws when the value was edited, cut, or belongs to another place, installation or key. */
  open(place: SealedPlace, envelope: string): Secret;
  /** Eight hex digits that tell two secrets of this installation apart and give nothing of them away. */
  fingerprint(secret: Secret): string;
}

/** Envelope: `c1.<data key id>.<nonce>.<ciphertext>.<tag>`, the last three in base64url. */
const VERSION = "c1";

export function createVault(installationId: string, keyring: Keyring): Vault {
  const newest = keyring[keyring.length - 1] ?? keyring[0];
  const keys = new Map(keyring.map((key) => [key.id, key]));

  const recordKey = (key: DataKey, { table, record, field }: SealedPlace) =>
    Buffer.from(
      hkdfSync(
        "sha256",
        key.bytes,
        installationId,
        JSON.stringify(["castellan", VERSION, table, record, field]),
        32,
      ),
    );

  const binding = (key: DataKey, { table, record, field }: SealedPlace) =>
    JSON.stringify(["castellan", VERSION, installationId, table, record, field, key.id]);

  return {
    seal(place, secret) {
      const sealed = seal(recordKey(newest, place), Buffer.from(secret.reveal()), binding(newest, place));
      return `${VERSION}.${newest.id}.${sealed}`;
    },
    open(place, envelope) {
      const [version, keyId = "", ...sealed] = envelope.split(".");
      if (version !== VERSION)
        throw new Error("A sealed value has a version that this program does not know.");
      const key = keys.get(keyId);
      if (!key) throw new Error("A sealed value names a data key that is not in the keyring.");
      return createSecret(
        open(recordKey(key, place), sealed.join("."), binding(key, place)).toString("utf8"),
      );
    },
    fingerprint(secret) {
      const key = Buffer.from(
        hkdfSync("sha256", newest.bytes, installationId, "castellan secret fingerprint", 32),
      );
      return createHmac("sha256", key).update(secret.reveal()).digest("hex").slice(0, 8);
    },
  };
}
