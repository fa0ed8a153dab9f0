import "server-only";
import { createHash } from "node:crypto";
import ipaddr from "ipaddr.js";
import { type AppError, appError } from "../app-error";
import type { Clock } from "../clock";
import { err, ok, type Result } from "../result";
import type { Entities, Store } from "../store/store";

const SECOND = 1000;
const HOUR = 3_600_000;

interface Rule {
  /** So many may fail before there is any waiting. */
  readonly free: number;
  readonly firstWaitMs: number;
  readonly longestWaitMs: number;
}

const LONGEST_WAIT_MS = 900 * SECOND;

// Behind one address may be a whole office; behind an account is one person.
const RULES = {
  account: { free: 5, firstWaitMs: 15 * SECOND, longestWaitMs: LONGEST_WAIT_MS },
  address: { free: 20, firstWaitMs: 15 * SECOND, longestWaitMs: LONGEST_WAIT_MS },
} as const satisfies Record<string, Rule>;

/** Failures are forgotten a day after the last one. */
const FORGOTTEN_AFTER_MS = 24 * HOUR;

export interface AttemptBy {
  /** The e-mail that was typed, whether there is such an account or not. */
  readonly email?: string;
  readonly address: string | null;
}

/** An attempt that counts as failed until it is told to have been none. */
export interface Attempt {
  /** It succeeded: the account's failures are forgotten, the address' stay but for this one. */
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

  const count = async (entities: Entities, kind: keyof typeof RULES, key: string, at: Date) => {
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

  const begin = async ({ email, address }: AttemptBy): Promise<Result<Attempt, Date>> => {
    const at = clock();
    const account = email === undefined ? undefined : accountKey(email);
    const place = address === null ? undefined : addressKey(address);
    const keys = [place, account].filter((key) => key !== undefined);
    await store.signInLimits.forgetBefore(new Date(at.getTime() - FORGOTTEN_AFTER_MS));
    await store.signInLimits.shortenTo(at, new Date(at.getTime() + LONGEST_WAIT_MS));
    const counted = await store.transaction(async (entities) => {
      for (const key of keys) if (await entities.signInLimits.blockedUntil(key, at)) return false;
      // Always in this order, so that two who hold a row each never wait for one another.
      if (place !== undefined && !(await count(entities, "address", place, at))) return false;
      return account === undefined || (await count(entities, "account", account, at));
    });
    if (!counted) return err(await blockedUntil(keys, at));
    const takeBack = async (key: string | undefined) => {
      if (key !== undefined) await store.signInLimits.takeBack(key);
    };
    return ok({
      async succeeded() {
        if (account !== undefined) await store.signInLimits.clear(account);
        await takeBack(place);
      },
      async takenBack() {
        await takeBack(account);
        await takeBack(place);
      },
    });
  };

  return {
    /** Counts an attempt; or the time from which on another may be made. */
    begin,
    /** Forgets the failures of an account; false when there were none. */
    unlock: (email: string): Promise<boolean> => store.signInLimits.clear(accountKey(email)),
    /** {@link begin} for use cases that end where one may not try: throws `too_many_attempts`. */
    async beginOrRefuse(by: AttemptBy): Promise<Attempt> {
      const attempt = await begin(by);
      if (!attempt.ok) throw tooManyAttempts(attempt.error, clock());
      return attempt.value;
    },
  };
}

export type AttemptLimits = ReturnType<typeof createAttemptLimits>;

// Not the e-mail itself: people type passwords into the wrong field.
const accountKey = (email: string) => `account:${createHash("sha256").update(email).digest("hex")}`;

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
