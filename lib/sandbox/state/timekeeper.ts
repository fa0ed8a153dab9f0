export type ClockChange = {
  /** The moment that it is to be, in milliseconds. */
  readonly now?: number;
  /** Milliseconds to go forward, or back when negative. */
  readonly advanceMs?: number;
  /** Seconds of the sandbox per second outside; 1 is real time, 0 stands still. */
  readonly speed?: number;
};

export type Timekeeper = {
  /** Milliseconds, like `Date.now`. */
  now(): number;
  speed(): number;
  change(change: ClockChange): void;
  /** Real time again. */
  reset(): void;
};

/** The sandbox's clock: it follows the one given until it is moved or made to run at another speed. */
export function createTimekeeper(outside: () => number): Timekeeper {
  let setAt: { readonly outside: number; readonly here: number } | null = null;
  let speed = 1;
  const now = (): number => (setAt ? setAt.here + (outside() - setAt.outside) * speed : outside());
  return {
    now,
    speed: () => speed,
    change(change) {
      const here = (change.now ?? now()) + (change.advanceMs ?? 0);
      setAt = { outside: outside(), here };
      speed = change.speed ?? speed;
    },
    reset() {
      setAt = null;
      speed = 1;
    },
  };
}
