import "server-only";

/** Says that there may be something to do, to one who is at work already. */
export interface Looks {
  /** May be said at any time, and more than once. */
  tell(): void;
  /** Whether it was said since this was last asked. */
  taken(): boolean;
  /** Until it is said; at once when it was said since it was last taken. */
  told(): Promise<void>;
}

export function createLooks(): Looks {
  let said = false;
  let wake: () => void = () => undefined;
  return {
    tell() {
      said = true;
      wake();
    },
    taken() {
      const was = said;
      said = false;
      return was;
    },
    told: () =>
      new Promise((resolve) => {
        wake = resolve;
        if (said) resolve();
      }),
  };
}
