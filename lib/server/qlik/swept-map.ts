import "server-only";

export interface SweptMap<K, V> {
  get(key: K): V | undefined;
  set(key: K, value: V): void;
  delete(key: K): void;
}

/** Small enough to keep whatever is in it. */
const NEVER_SWEPT_BELOW = 256;

/**
 * A map that drops values which are over, without a timer: whenever it has doubled, so that sweeping costs little
 * however many tenants there are.
 */
export function createSweptMap<K, V>(isOver: (value: V) => boolean): SweptMap<K, V> {
  const values = new Map<K, V>();
  let sweepAt = NEVER_SWEPT_BELOW;
  return {
    get: (key) => values.get(key),
    delete: (key) => void values.delete(key),
    set(key, value) {
      values.set(key, value);
      if (values.size < sweepAt) return;
      for (const [old, candidate] of values) if (old !== key && isOver(candidate)) values.delete(old);
      sweepAt = Math.max(NEVER_SWEPT_BELOW, 2 * values.size);
    },
  };
}
