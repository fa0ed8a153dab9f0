import "server-only";

/** A person waits for interactive requests; background work lets them pass. */
export type Priority = "interactive" | "background";

export interface Slots {
  /** A slot as the function that gives it back, or null when the signal ended before one was free. */
  acquire(priority: Priority, signal: AbortSignal): Promise<(() => void) | null>;
}

/** So many at a time; those who wait are let in by priority, then in the order in which they came. */
export function createSlots(total: number): Slots {
  const waiting = { interactive: new Set<() => void>(), background: new Set<() => void>() };
  let taken = 0;

  function release(): void {
    taken -= 1;
    const [next] = waiting.interactive.size > 0 ? waiting.interactive : waiting.background;
    next?.();
  }

  function take(): () => void {
    taken += 1;
    return release;
  }

  return {
    acquire(priority, signal) {
      if (signal.aborted) return Promise.resolve(null);
      if (taken < total) return Promise.resolve(take());
      return new Promise((resolve) => {
        const leave = () => {
          waiting[priority].delete(enter);
          signal.removeEventListener("abort", giveUp);
        };
        const enter = () => {
          leave();
          resolve(take());
        };
        const giveUp = () => {
          leave();
          resolve(null);
        };
        waiting[priority].add(enter);
        signal.addEventListener("abort", giveUp, { once: true });
      });
    },
  };
}
