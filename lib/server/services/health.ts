import "server-only";
import { setTimeout as wait } from "node:timers/promises";
import { appError } from "../app-error";
import type { Store } from "../store/store";

export interface HealthService {
  /** Throws `unavailable` when the store cannot be read, or does not say so in time. */
  ready(): Promise<{ status: "ok" }>;
}

/** Whoever watches over the console gives up soon after, and then knows nothing. */
const ANSWERS_WITHIN_MS = 1500;

const unreadable = (what: string) =>
  appError("unavailable", `The console's database ${what}.`, {
    advice: "Look whether the database runs, at its disk, and at the console's own log.",
  });

export const createHealthService = ({ store }: { store: Store }): HealthService => ({
  async ready() {
    const answered = new AbortController();
    const tooLate = wait(ANSWERS_WITHIN_MS, undefined, { signal: answered.signal }).then(() => {
      throw unreadable(`has not answered for ${ANSWERS_WITHIN_MS / 1000} s`);
    });
    // Aborted, it rejects when nobody listens any more.
    tooLate.catch(() => undefined);
    const read = store.installation.id().catch(() => {
      throw unreadable("cannot be read");
    });
    await Promise.race([read, tooLate]).finally(() => answered.abort());
    return { status: "ok" };
  },
});
