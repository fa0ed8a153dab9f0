import { createPasswords } from "../../lib/server/passwords";

/** Stands for lib/server/passwords.ts where a thousand hashes would only take time. */
export const { hashPassword, isWeakerThanNow, passwordMatches } = createPasswords({
  memoryCost: 1_024,
  timeCost: 1,
  parallelism: 1,
});
