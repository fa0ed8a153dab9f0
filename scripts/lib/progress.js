const STILL_AT_IT_MS = 15_000;

/** @param {number} milliseconds */
export function inSeconds(milliseconds) {
  return `${(milliseconds / 1000).toFixed(milliseconds < 10_000 ? 1 : 0)} s`;
}

/**
 * Does something that takes a while and says so: at the beginning, every 15 seconds, and at the end. Two things may go
 * on at once, so each line says of which it is.
 * @template Result
 * @param {string} label like "Building the console (the first time takes a minute or so)"
 * @param {() => Promise<Result>} work
 * @returns {Promise<Result>}
 */
export async function withProgress(label, work) {
  const startedAt = performance.now();
  const elapsed = () => inSeconds(performance.now() - startedAt);
  const name = label.replace(/ \(.*\)$/, "");
  console.log(`› ${label} …`);
  const reminder = setInterval(
    () => console.log(`  ${name}: still at it after ${elapsed()}`),
    STILL_AT_IT_MS,
  );
  try {
    const result = await work();
    console.log(`  ${name}: done in ${elapsed()}`);
    return result;
  } finally {
    clearInterval(reminder);
  }
}
