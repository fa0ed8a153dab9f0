import type { Tenant, User } from "../model";
import { type Looks, seededLooks } from "./oauth-tokens";
import { createRandom } from "./random";
import type { SeededTokens } from "./token-rows";

/** Digits of an id that count; those before them are the tenant's own. */
const COUNTING_DIGITS = 8;
/** A prime, so that looks do not repeat in step with users. */
const DIFFERENT_LOOKS = 1_009;

/** Devices, descriptions and last uses that the tokens of all tenants share. */
export function createSharedLooks(seed: number, startedAt: number): readonly Looks[] {
  const random = createRandom("many-oauth-tokens", seed);
  return Array.from({ length: DIFFERENT_LOOKS }, () => seededLooks(startedAt, random));
}

export type ManyTokensPlan = {
  readonly seed: number;
  readonly tenant: Tenant;
  readonly users: readonly User[];
  readonly size: number;
  readonly looks: readonly Looks[];
};

/** Any number of tokens of a tenant, spread over its users: none is kept, each is made when asked for. */
export function createManyOAuthTokens({ seed, tenant, users, size, looks }: ManyTokensPlan): SeededTokens {
  const random = createRandom("many-oauth-tokens", seed, tenant.id);
  const prefix = random.hex(24 - COUNTING_DIGITS);
  const firstLook = random.integer(0, DIFFERENT_LOOKS - 1);
  const apps = [random.hex(32), random.hex(32), random.hex(32)];
  // In the order of their ids, so that the list is sorted by user and then by id without sorting it.
  const owners = users
    .filter(({ status }) => status !== "invited" && status !== "provisioned")
    .sort((one, other) => (one.id < other.id ? -1 : 1));

  return {
    size,
    at(place) {
      const owner = owners[Math.floor((place * owners.length) / size)];
      const look = looks[(place + firstLook) % DIFFERENT_LOOKS];
      if (!owner || !look || place < 0 || place >= size) return undefined;
      const isBots = owner.clientId !== null;
      return {
        id: `${prefix}${place.toString(16).padStart(COUNTING_DIGITS, "0")}`,
        tenantId: tenant.id,
        userId: owner.id,
        clientId: owner.clientId ?? apps[place % apps.length] ?? "",
        lastUsed: look.lastUsed,
        deviceType: isBots ? null : look.deviceType,
        description: isBots ? null : look.description,
      };
    },
    placeOf(tokenId) {
      const digits = tokenId.slice(prefix.length);
      if (!tokenId.startsWith(prefix) || !/^[0-9a-f]{8}$/.test(digits)) return undefined;
      const place = Number.parseInt(digits, 16);
      return place < size ? place : undefined;
    },
  };
}
