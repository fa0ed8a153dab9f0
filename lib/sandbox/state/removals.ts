/** Places taken out of a list of which nothing is moved; places and ranks count from 0. */
export type Removals = {
  /** Returns `false` when it was taken out before. */
  remove(place: number): boolean;
  has(place: number): boolean;
  /** How many of the places before this one are left. */
  rankOf(place: number): number;
  /** Place of the n-th that is left. */
  placeAt(rank: number): number;
};

/** Needs memory for what was taken out only. */
export function createRemovals(): Removals {
  const removed: number[] = [];

  /** Number of removed places for which `isBefore` holds; it must hold for the first of them and then no more. */
  function countWhile(isBefore: (place: number, index: number) => boolean): number {
    let [low, high] = [0, removed.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      const place = removed[middle];
      if (place !== undefined && isBefore(place, middle)) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  const removedBefore = (place: number): number => countWhile((one) => one < place);

  return {
    remove(place) {
      const index = removedBefore(place);
      if (removed[index] === place) return false;
      removed.splice(index, 0, place);
      return true;
    },
    has: (place) => removed[removedBefore(place)] === place,
    rankOf: (place) => place - removedBefore(place),
    placeAt: (rank) => rank + countWhile((place, index) => place - index <= rank),
  };
}
