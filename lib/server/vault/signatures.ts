import "server-only";
import { createHmac, timingSafeEqual } from "node:crypto";
import type { MacKey } from "./mac-keys";

/** An HMAC over values whose first one says what they are, so that none is taken for another kind. */
export const signatureBy = (key: MacKey, values: readonly [kind: string, ...rest: unknown[]]): string =>
  createHmac("sha256", key.bytes).update(JSON.stringify(values)).digest("hex");

/** Compares without telling by the time it takes how much of it is right. */
export const sameMac = (one: string, other: string | null): boolean =>
  other !== null && one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));
