import "server-only";
import { randomUUID } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import { type Monotonic, systemMonotonic } from "../clock";
import type { Log } from "../log";
import { err, ok, type Result } from "../result";
import type { LeaseStore, StoredLease } from "../store/installation/leases";

/** How long a lease lasts without a sign of life: whoever dies is followed by another within this time. */
const LEASE_MS = 30_000;

/** What work that one at a time may do is given, to know whether it is still the one. */
export interface Lease {
  /** Aborted when the lease is lost: stop, for somebody else may have begun. */
  readonly signal: AbortSignal;
  /** Throws when the lease is lost, or may be. To be called before each step that writes. */
  check(): void;
}

export interface Leases {
  /**
   * Does the work while holding the lease of this name, of all instances and all calls in this one; `held` when
   * somebody else has it. While the work goes on the lease is renewed; afterwards it is free.
   */
  withLease<T>(name: string, work: (lease: Lease) => Promise<T>): Promise<Result<T, "held">>;
}

export interface LeaseOptions {
  readonly store: { readonly leases: LeaseStore };
  readonly log: Log;
  /** Of a lease, in milliseconds; renewed at every third of it. */
  readonly lastsMs?: number;
  readonly elapsed?: Monotonic;
}

/** A lease of somebody else, and since when it has stood there unchanged by our own watch. */
interface Seen extends StoredLease {
  readonly since: number;
}

/** Where a process id means one process: until the machine starts again, and within one container. */
function bootOf(): string {
  try {
    const boot = fs.readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
    return `${boot}-${fs.readlinkSync("/proc/self/ns/pid")}`;
  } catch {
    // No Linux.
    return "";
  }
}

const MACHINE = `${os.hostname()}/${bootOf()}`;

const holderOf = (pid: number) => `${MACHINE}/${pid}/${randomUUID()}`;

/** Who a holder is, in words. */
export function describeHolder(holder: string): string {
  const [host, , pid] = holder.split("/");
  return `process ${pid} on ${host}`;
}

/** Whether a holder was a process of this machine that has ended; of another machine nothing is known. */
function isGone(holder: string): boolean {
  const [host, boot, pid] = holder.split("/");
  if (!pid || `${host}/${boot}` !== MACHINE) return false;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    // Any other code: it lives and belongs to somebody else.
    return error instanceof Error && "code" in error && error.code === "ESRCH";
  }
}

export function createLeases({
  store,
  log,
  lastsMs = LEASE_MS,
  elapsed = systemMonotonic,
}: LeaseOptions): Leases {
  const seen = new Map<string, Seen>();

  /**
   * Whoever is alive renews its lease three times while it lasts. One that has stood unchanged for all that time is
   * nobody's, although it runs out in years: the database's clock was set back since. Judged by our own watch, so that
   * no clock can take a lease from somebody who is at work.
   */
  const takeAbandoned = async (name: string, holder: string): Promise<boolean> => {
    const there = await store.leases.find(name);
    const before = seen.get(name);
    seen.delete(name);
    if (!there) return false;
    const isTheSame =
      before?.holder === there.holder && before.expiresAt.getTime() === there.expiresAt.getTime();
    const since = isTheSame ? before.since : elapsed();
    if (elapsed() - since < lastsMs || !(await store.leases.takeOver(name, there, holder, lastsMs))) {
      seen.set(name, { ...there, since });
      return false;
    }
    log.warn(
      { lease: name, expiresAt: there.expiresAt },
      "a lease that nobody renews was taken over before its time: the clock was set back since",
    );
    return true;
  };

  /** Of several who see that a process was killed with the lease in its hand, the first claim wins. */
  const takeFromTheDead = async (name: string, holder: string): Promise<boolean> => {
    const there = await store.leases.find(name);
    if (!there || !isGone(there.holder)) return false;
    log.info({ lease: name, holder: there.holder }, "a lease of a process that is gone was taken back");
    await store.leases.release(name, there.holder);
    return store.leases.claim(name, holder, lastsMs);
  };

  const claim = async (name: string, holder: string): Promise<boolean> => {
    if ((await store.leases.claim(name, holder, lastsMs)) || (await takeFromTheDead(name, holder))) {
      seen.delete(name);
      return true;
    }
    return takeAbandoned(name, holder);
  };

  return {
    async withLease(name, work) {
      const holder = holderOf(process.pid);
      // Before asking, so that this side gives up earlier than the database lets others in.
      let renewedAt = elapsed();
      if (!(await claim(name, holder))) return err("held");

      const lost = new AbortController();
      const lose = () => lost.abort(new Error(`The lease ${name} was lost to another instance.`));
      const isOverdue = () => elapsed() - renewedAt >= lastsMs;

      const renew = async () => {
        const askedAt = elapsed();
        try {
          if (await store.leases.renew(name, holder, lastsMs)) renewedAt = askedAt;
          else lose();
        } catch (error) {
          log.warn({ err: error, lease: name }, "a lease could not be renewed");
          if (isOverdue()) lose();
        }
      };
      let renewal = Promise.resolve();
      const heartbeat = setInterval(() => {
        renewal = renewal.then(renew);
      }, lastsMs / 3).unref();

      try {
        const value = await work({
          signal: lost.signal,
          check() {
            if (isOverdue()) lose();
            lost.signal.throwIfAborted();
          },
        });
        return ok(value);
      } finally {
        clearInterval(heartbeat);
        // A renewal under way could not be told from somebody else's claim after the release.
        await renewal;
        await store.leases.release(name, holder).catch((error: unknown) => {
          log.warn({ err: error, lease: name }, "a lease could not be given back and will run out");
        });
      }
    },
  };
}
