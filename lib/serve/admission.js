// Which request is begun when. One process does one thing at a time: of a hundred pages that are begun together, none is
// done before nearly all are. So each is begun in a turn of the event loop of its own, when those before have had theirs,
// and the others wait as what they are, a socket and some headers. A request that itself waits, for Qlik or for a
// database, takes no turns, and so holds nobody up.

/** Whoever has waited this long has mostly left, or asked again. */
const TOO_LONG_MS = 1000;

/** @typedef {{ readonly begin: () => void, readonly isGone: () => boolean, readonly since: number }} Waiting */

/** @param {() => number} now In milliseconds, from any beginning. */
export function createAdmission(now = () => performance.now()) {
  /** @type {Waiting[]} */
  const waiting = [];

  // In their order; but once the first has waited too long, whoever came last: some are answered in time then, and not
  // all of them too late.
  const take = () => (now() - (waiting[0]?.since ?? 0) > TOO_LONG_MS ? waiting.pop() : waiting.shift());

  function turn() {
    let next = take();
    while (next?.isGone()) next = take();
    if (waiting.length > 0) setImmediate(turn);
    next?.begin();
  }

  return {
    /**
     * @param {() => void} begin
     * @param {() => boolean} isGone Whether nobody waits for the answer any more; such a request is not begun.
     */
    admit(begin, isGone) {
      waiting.push({ begin, isGone, since: now() });
      if (waiting.length === 1) setImmediate(turn);
    },
  };
}
