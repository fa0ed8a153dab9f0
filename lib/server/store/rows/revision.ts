import "server-only";
import { createHash } from "node:crypto";

/** A short word that is another whenever what it is made of is. */
export const revisionOf = (state: unknown): string =>
  createHash("sha256").update(JSON.stringify(state)).digest("base64url").slice(0, 16);
