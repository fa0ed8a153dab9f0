/**
 * An outcome that the reader can do something about: what happened, and what to do. Printed without a stack.
 * @param {string} message
 * @param {string} [advice]
 */
export function failure(message, advice = "") {
  return Object.assign(new Error(message), { advice });
}

/**
 * What to print for anything that was thrown. A surprise keeps its stack: it is a defect to be reported.
 * @param {unknown} error
 */
export function describeFailure(error) {
  if (!(error instanceof Error)) return String(error);
  if (!("advice" in error)) return error.stack ?? error.message;
  return error.advice === "" ? error.message : `${error.message}\n\n${error.advice}`;
}
