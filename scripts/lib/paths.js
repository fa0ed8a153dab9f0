import path from "node:path";
import { fileURLToPath } from "node:url";

/** The folder that package.json stands in. */
export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");

/**
 * A path in the repository, absolute.
 * @param {...string} parts
 */
export function inRoot(...parts) {
  return path.join(root, ...parts);
}
