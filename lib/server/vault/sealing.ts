import "server-only";
import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";

const ALGORITHM = "aes-256-gcm";
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** AES-256-GCM with everything that must not be moved bound in as additional data. */
export function seal(key: Buffer, plaintext: Buffer, additionalData: string): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(ALGORITHM, key, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(Buffer.from(additionalData));
  const ciphertext = Buffer.concat([cipher.update(plaintext), cipher.final()]);
  return [nonce, ciphertext, cipher.getAuthTag()].map((part) => part.toString("base64url")).join(".");
}

/** Opens what {@link seal} made; throws when anything about it was changed, cut or moved. */
export function open(key: Buffer, sealed: string, additionalData: string): Buffer {
  const parts = sealed.split(".").map((part) => Buffer.from(part, "base64url"));
  const [nonce, ciphertext, tag] = parts;
  // Node reads past characters that do not belong there; only the one spelling that sealing makes is taken.
  const spelling = parts.map((part) => part.toString("base64url")).join(".");
  // Node accepts tags of four bytes unless the length is pinned: both here and below.
  if (
    spelling !== sealed ||
    parts.length !== 3 ||
    !nonce ||
    !ciphertext ||
    nonce.length !== NONCE_BYTES ||
    tag?.length !== TAG_BYTES
  ) {
    throw new Error("A sealed value is damaged.");
  }
  const decipher = createDecipheriv(ALGORITHM, key, nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.from(additionalData));
  decipher.setAuthTag(tag);
  const start = decipher.update(ciphertext);
  // Nothing is used before final() has vouched for all of it.
  return Buffer.concat([start, decipher.final()]);
}
