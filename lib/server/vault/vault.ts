import "server-only";
import { createHmac, hkdfSync } from "node:crypto";
import { createSecret, type Secret } from "@/lib/contracts/secret";
import { type EnvelopeFormat, envelopeFormats, type SealedPlace } from "./envelopes";
import type { Keyring } from "./keyring";

export interface Vault {
  seal(place: SealedPlace, secret: Secret): string;
  /**
   * Throws when the value was edited, cut, or belongs to another place, installation or key. For a key that it does not
   * know it reads the keyring anew, so never inside a transaction.
   */
  open(place: SealedPlace, envelope: string): Promise<Secret>;
  /** The same secret in the newest envelope, by the newest key. Throws as {@link Vault.open} does. */
  reseal(place: SealedPlace, envelope: string): Promise<string>;
  /** What every envelope begins with that is sealed as this vault seals now. */
  newestPrefix(): string;
  /** Reads the keyring anew: another process may have made a key. */
  reload(): Promise<void>;
  /** Eight hex digits that tell two secrets of this installation apart and give nothing of them away. */
  fingerprint(secret: Secret): string;
}

export interface VaultOptions {
  /** Reads the keyring anew. */
  readonly reload?: () => Promise<Keyring>;
  /** The newest last. */
  readonly formats?: readonly EnvelopeFormat[];
}

/** Envelope: `<version>.<data key id>.<sealed>`. */
export function createVault(
  installationId: string,
  first: Keyring,
  { reload, formats = envelopeFormats }: VaultOptions = {},
): Vault {
  let keyring = first;
  let reloading: Promise<void> | undefined;
  const newestKey = () => keyring.at(-1) ?? keyring[0];
  const newestFormat = formats.at(-1);
  if (!newestFormat) throw new Error("A vault needs a way of sealing.");
  const newestPrefix = () => `${newestFormat.version}.${newestKey().id}.`;

  const readAnew = () => {
    reloading ??= (async () => {
      if (reload) keyring = await reload();
    })().finally(() => {
      reloading = undefined;
    });
    return reloading;
  };

  const keyOf = async (id: string) => {
    const known = keyring.find((key) => key.id === id);
    if (known) return known;
    await readAnew();
    const found = keyring.find((key) => key.id === id);
    if (!found) throw new Error("A sealed value names a data key that is not in the keyring.");
    return found;
  };

  const openToBytes = async (place: SealedPlace, envelope: string) => {
    const [version, keyId = "", ...sealed] = envelope.split(".");
    const format = formats.find((candidate) => candidate.version === version);
    if (!format) throw new Error("A sealed value has a version that this program does not know.");
    return format.open(installationId, await keyOf(keyId), place, sealed.join("."));
  };

  const sealBytes = (place: SealedPlace, plaintext: Buffer) =>
    newestPrefix() + newestFormat.seal(installationId, newestKey(), place, plaintext);

  return {
    seal: (place, secret) => sealBytes(place, Buffer.from(secret.reveal())),
    open: async (place, envelope) => createSecret((await openToBytes(place, envelope)).toString("utf8")),
    reseal: async (place, envelope) => sealBytes(place, await openToBytes(place, envelope)),
    newestPrefix,
    reload: readAnew,
    fingerprint(secret) {
      // By the oldest key, which no rotation takes away: a fingerprint stays what it was.
      const key = Buffer.from(
        hkdfSync("sha256", keyring[0].bytes, installationId, "castellan secret fingerprint", 32),
      );
      return createHmac("sha256", key).update(secret.reveal()).digest("hex").slice(0, 8);
    },
  };
}
