import "server-only";
import { createHmac, hkdfSync, randomBytes, timingSafeEqual } from "node:crypto";
import type { Clock } from "../../clock";

/** Whoever has not signed in on a device for so long is a stranger there. */
export const DEVICE_LASTS_SECONDS = 180 * 24 * 3600;

/** Of whom a device is known: another password makes it unknown. */
export interface DeviceOwner {
  readonly email: string;
  readonly passwordHash: string | undefined;
}

/** What a browser keeps, under a name of its own for each account. */
export interface DeviceToken {
  readonly name: string;
  readonly token: string;
}

/**
 * Knows the browsers in which somebody has signed in before. Nothing of it is stored: what a browser keeps is signed for
 * one account and its present password. It proves nothing but that, and gives guesses of its own, no more.
 */
export function createKnownDevices({ secret, clock }: { secret: string; clock: Clock }) {
  const key = Buffer.from(hkdfSync("sha256", secret, "", "castellan known devices", 32));
  const sign = (...parts: readonly (string | number)[]) =>
    createHmac("sha256", key).update(JSON.stringify(parts)).digest();
  const now = () => Math.floor(clock().getTime() / 1000);
  const macOf = ({ email, passwordHash = "" }: DeviceOwner, id: string, since: number) =>
    sign("device", email, passwordHash, id, since);
  // Not the e-mail: whoever looks at a browser must not read who signs in there.
  const nameOf = (email: string) => sign("name", email).toString("hex").slice(0, 16);

  return {
    nameOf,
    /** The id of the device that a token of this account is for; undefined where it is none, or out of date. */
    recognize(owner: DeviceOwner, token: string | undefined): string | undefined {
      const [id = "", time = "", mac = ""] = token?.split(".") ?? [];
      const since = Number(time);
      if (!/^[\w-]{22}$/.test(id) || !Number.isSafeInteger(since)) return undefined;
      const [given, own] = [Buffer.from(mac, "base64url"), macOf(owner, id, since)];
      const isOurs = given.length === own.length && timingSafeEqual(given, own);
      return isOurs && now() - since < DEVICE_LASTS_SECONDS ? id : undefined;
    },
    /** What the browser is to keep from now on: of a device that was known already, under its id. */
    remember(owner: DeviceOwner, id = randomBytes(16).toString("base64url")): DeviceToken {
      const since = now();
      const mac = macOf(owner, id, since).toString("base64url");
      return { name: nameOf(owner.email), token: `${id}.${since}.${mac}` };
    },
  };
}

export type KnownDevices = ReturnType<typeof createKnownDevices>;
