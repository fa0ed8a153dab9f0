// Runs on any Node there is, also on one that is too old: nothing newer than ES modules may stand here.

/**
 * Whether Castellan runs on this version: 20.19 or newer, 22.12 or newer, 24 or newer. Odd versions and the
 * first ones of 22 lack what Prisma and Vitest need.
 * @param {string} version like `20.19.0`
 */
export function isSupportedNode(version) {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (major === 20) return minor >= 19;
  if (major === 22) return minor >= 12;
  return major >= 24;
}

/**
 * What to tell somebody whose Node is too old.
 * @param {string} version
 * @param {string} executable
 */
export function oldNodeAdvice(version, executable) {
  return [
    `Castellan needs Node 20.19 or newer (22.12 or newer of Node 22). This is Node ${version}: ${executable}`,
    "Install a current long-term release, with your system's packages or a version manager",
    "(for example: nvm install --lts), open a new terminal and run the same command again.",
  ].join("\n");
}
