import "server-only";
import { setTimeout as sleep } from "node:timers/promises";

/**
 * What promises give, in the order in which it comes, in groups: a group is given out when there is nothing more to come,
 * or some milliseconds after its first. Throws what one of them throws.
 */
export async function* asTheyCome<T>(
  promises: readonly Promise<T>[],
  togetherMs: number,
): AsyncGenerator<T[]> {
  let here: T[] = [];
  let given = 0;
  let tell: () => void = () => undefined;
  for (const promise of promises)
    promise.then(
      (value) => {
        here.push(value);
        tell();
      },
      // Told by `all`.
      () => undefined,
    );
  const all = Promise.all(promises);
  // It is told where it is waited for.
  all.catch(() => undefined);
  while (given < promises.length) {
    if (here.length === 0) {
      const next = new Promise<void>((resolve) => {
        tell = resolve;
      });
      await Promise.race([all, next]);
    }
    const over = new AbortController();
    const moment = sleep(togetherMs, undefined, { signal: over.signal }).catch(() => undefined);
    try {
      await Promise.race([all, moment]);
    } finally {
      over.abort();
    }
    const group = here;
    here = [];
    given += group.length;
    yield group;
  }
}
