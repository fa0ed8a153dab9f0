import "server-only";
import { createHash } from "node:crypto";
import ipaddr from "ipaddr.js";
import { type AppError, appError } from "../../app-error";
import type { Clock } from "../../clock";
import { err, ok, type Result } from "../../result";
import type { Entities, Store } from "../../store/store";

const SECOND = 1000;
const HOUR = 3_600_000;

interface Rule {
  /** So many may fail before there is any waiting. */
  readonly free: number;
  readonly firstWaitMs: number;
  readonly longestWaitMs: number;
}

const LONGEST_WAIT_MS = 900 * SECOND;

// Behind one address may be a whole office; behind all else is one person.
const ONE_PERSON = { free: 5, firstWaitMs: 15 * SECOND, longestWaitMs: LONGEST_WAIT_MS };
const RULES = {
  account: ONE_PERSON,
  device: ONE_PERSON,
  session: ONE_PERSON,
  address: { ...ONE_PERSON, free: 20 },
} as const satisfies Record<string, Rule>;

/** Failures are forgotten a day after the last one. */
const FORGOTTEN_AFTER_MS = 24 * HOUR;

/**
 * Who tries. Who is known by something counts by that alone, so that strangers who guess keep only strangers waiting
 * (decision 0070).
 */
export type AttemptBy =
  /** Somebody who is signed in. */
  | { readonly session: string }
  /** A device on which the account's owner has signed in before. */
  | { readonly device: string; readonly email: string }
  /** A stranger: the e-mail that was typed, whether there is such an account or not, and where they are. */
  | { readonly email?: string; readonly address: string | null };

/** An attempt that counts as failed until it is told to have been none. */
export interface Attempt {
  /** It succeeded: the failures before it are forgotten, but the address' stay. */
  succeeded(): Promise<void>;
  /** It was neither success nor failure. */
  takenBack(): Promise<void>;
}

/**
 * Limits how often somebody may guess. An attempt is counted before it is made, so that a hundred at once are not
 * weighed against the same count; the waiting doubles with each failure past the free ones.
 */
export function createAttemptLimits({ store, clock }: { store: Store; clock: Clock }) {
  const waitOf = ({ free, firstWaitMs, longestWaitMs }: Rule, failures: number): number =>
    failures <= free ? 0 : Math.min(firstWaitMs * 2 ** (failures - free - 1), longestWaitMs);

  const count = async (entities: Entities, { kind, key }: Counted, at: Date) => {
    const failures = await entities.signInLimits.count(key, at);
    if (failures === undefined) return false;
    const wait = waitOf(RULES[kind], failures);
    if (wait > 0) await entities.signInLimits.block(key, new Date(at.getTime() + wait));
    return true;
  };

  const blockedUntil = async (keys: readonly string[], at: Date): Promise<Date> => {
    const times = await Promise.all(keys.map((key) => store.signInLimits.blockedUntil(key, at)));
    const latest = Math.max(...times.map((time) => time?.getTime() ?? 0));
    // It may have ended in this very moment.
    return latest === 0 ? new Date(at.getTime() + SECOND) : new Date(latest);
  };

  const begin = async (by: AttemptBy): Promise<Result<Attempt, Date>> => {
    const at = clock();
    const counted = countedBy(by);
    const keys = counted.map(({ key }) => key);
    await store.signInLimits.forgetBefore(new Date(at.getTime() - FORGOTTEN_AFTER_MS));
    await store.signInLimits.shortenTo(at, new Date(at.getTime() + LONGEST_WAIT_MS));
    const mayTry = await store.transaction(async (entities) => {
      for (const key of keys) if (await entities.signInLimits.blockedUntil(key, at)) return false;
      for (const one of counted) if (!(await count(entities, one, at))) return false;
      return true;
    });
    if (!mayTry) return err(await blockedUntil(keys, at));
    return ok({
      async succeeded() {
        for (const { kind, key } of counted) {
          if (kind === "address") await store.signInLimits.takeBack(key);
          else await store.signInLimits.clear(key);
        }
      },
      async takenBack() {
        for (const key of keys) await store.signInLimits.takeBack(key);
      },
    });
  };

  return {
    /** Counts an attempt; or the time from which on another may be made. */
    begin,
    /** Forgets the failures of an account, on its devices too; false when there were none. */
    async unlock(email: string): Promise<boolean> {
      const ofAccount = await store.signInLimits.clear(`account:${hashOf(email)}`);
      return (await store.signInLimits.clearAll(`device:${hashOf(email)}:`)) || ofAccount;
    },
    /** {@link begin} for use cases that end where one may not try: throws `too_many_attempts`. */
    async beginOrRefuse(by: AttemptBy): Promise<Attempt> {
      const attempt = await begin(by);
      if (!attempt.ok) throw tooManyAttempts(attempt.error, clock());
      return attempt.value;
    },
  };
}

export type AttemptLimits = ReturnType<typeof createAttemptLimits>;

interface Counted {
  readonly kind: keyof typeof RULES;
  readonly key: string;
}

/** Always in this order, so that two who hold a row each never wait for one another. */
function countedBy(by: AttemptBy): readonly Counted[] {
  if ("session" in by) return [{ kind: "session", key: `session:${hashOf(by.session)}` }];
  if ("device" in by) return [{ kind: "device", key: `device:${hashOf(by.email)}:${by.device}` }];
  const { email, address } = by;
  return [
    ...(address === null ? [] : [{ kind: "address" as const, key: addressKey(address) }]),
    ...(email === undefined ? [] : [{ kind: "account" as const, key: `account:${hashOf(email)}` }]),
  ];
}

// Not the e-mail itself: people type passwords into the wrong field.
const hashOf = (text: string) => createHash("sha256").update(text).digest("hex");

/** An address, or of IPv6 its network: whoever has one address there has them all. */
function addressKey(address: string): string {
  const parsed = ipaddr.parse(address);
  const bytes = parsed.toByteArray();
  const counted = parsed.kind() === "ipv6" ? bytes.slice(0, 8) : bytes;
  return `address:${Buffer.from(counted).toString("hex")}`;
}

/** Says when to try again. */
export function tooManyAttempts(retryAt: Date, now: Date): AppError {
  const seconds = Math.max(1, Math.ceil((retryAt.getTime() - now.getTime()) / SECOND));
  const wait = seconds <= 90 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`;
  return appError("too_many_attempts", "Too many attempts have failed, so no more are taken for a while.", {
    advice: `Try again in ${wait}.`,
    retryAfterSeconds: seconds,
  });
}
