import type { OAuthToken, Tenant, User } from "../model";
import { createRandom, type Random } from "./random";
import { DAY, HOUR, MINUTE, timestamp } from "./time";

/** How many tokens a person has: mostly few, for some up to eight. */
const TOKENS_A_PERSON: readonly [number, ...number[]] = [0, 0, 0, 1, 1, 1, 2, 2, 3, 4, 5, 8];

type Device = { readonly deviceType: string | null; readonly description: string | null };

const DEVICES: readonly [Device, ...Device[]] = [
  { deviceType: null, description: null },
  { deviceType: null, description: null },
  { deviceType: null, description: "Embedded sales portal" },
  { deviceType: "Desktop", description: "Chrome on Windows" },
  { deviceType: "Desktop", description: "VS Code: Qlik extension" },
  { deviceType: "Phone", description: "Léa’s iPhone" },
  { deviceType: "Phone", description: null },
  { deviceType: "Tablet", description: "会議室のタブレット" },
  { deviceType: "Desktop", description: 'Import <job> "night & day"' },
];

const BOT_DEVICE: Device = { deviceType: null, description: null };

/** From minutes to years ago, or never. */
function lastUse(startedAt: number, random: Random): string | null {
  const share = random.next();
  if (share < 0.12) return null;
  if (share < 0.25) return timestamp(startedAt - random.integer(1, 55) * MINUTE);
  if (share < 0.45) return timestamp(startedAt - random.integer(1, 47) * HOUR);
  if (share < 0.7) return timestamp(startedAt - random.integer(2, 29) * DAY);
  if (share < 0.88) return timestamp(startedAt - random.integer(30, 179) * DAY);
  return timestamp(startedAt - random.integer(180, 900) * DAY);
}

export type Looks = Device & { readonly lastUsed: string | null };

/** What a person's token shows besides its ids. */
export function seededLooks(startedAt: number, random: Random): Looks {
  return { lastUsed: lastUse(startedAt, random), ...random.pick(DEVICES) };
}

function tokensOf(user: User, random: Random): number {
  if (user.clientId !== null) return random.integer(1, 4);
  // Who never signed in has none. Deletion is not said to take tokens away, so deleted users keep theirs.
  if (user.status === "invited" || user.status === "provisioned") return 0;
  return random.pick(TOKENS_A_PERSON);
}

/** OAuth tokens of a tenant before anybody has called it. */
export function createSeededOAuthTokens(
  seed: number,
  tenant: Tenant,
  users: readonly User[],
  startedAt: number,
): readonly OAuthToken[] {
  const random = createRandom("oauth-tokens", seed, tenant.id);
  const embedding: readonly [string, ...string[]] = [random.hex(32), random.hex(32), random.hex(32)];
  return users.flatMap((user) =>
    Array.from({ length: tokensOf(user, random) }, () => ({
      id: random.hex(24),
      tenantId: tenant.id,
      userId: user.id,
      clientId: user.clientId ?? random.pick(embedding),
      lastUsed: lastUse(startedAt, random),
      ...(user.clientId === null ? random.pick(DEVICES) : BOT_DEVICE),
    })),
  );
}
