/**
 * An outcome that the reader can do something about: what happened, and what to do. Printed without a stack.
 * @param {string} message
 * @param {string} [advice]
 * @param {number} [exitCode] what the command that meets it ends with
 */
export function failure(message, advice = "", exitCode = 1) {
  return Object.assign(new Error(message), { advice, exitCode });
}

/**
 * What a command that has met this ends with.
 * @param {unknown} error
 */
export const exitCodeOfFailure = (error) =>
  error instanceof Error && "exitCode" in error && typeof error.exitCode === "number" ? error.exitCode : 1;

/**
 * What to print for anything that was thrown. A surprise keeps its stack: it is a defect to be reported.
 * @param {unknown} error
 */
export function describeFailure(error) {
  if (!(error instanceof Error)) return String(error);
  if (!("advice" in error)) return error.stack ?? error.message;
  return error.advice === "" ? error.message : `${error.message}\n\n${error.advice}`;
}
