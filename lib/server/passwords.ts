import "server-only";
import { hash, verify } from "@node-rs/argon2";

/** What making a hash costs: memory in KiB, and passes over it. */
export interface HashCost {
  readonly memoryCost: number;
  readonly timeCost: number;
  readonly parallelism: number;
}

/** Passwords by Argon2id, the library's default algorithm (its enum cannot be imported from isolated modules). */
export function createPasswords(cost: HashCost) {
  const hashPassword = (password: string): Promise<string> => hash(password, cost);

  /** A hash that no password has, so that an unknown account takes as long as a known one. */
  const nobody = hashPassword(crypto.randomUUID());

  return {
    hashPassword,

    /** Whether a hash was made with less work than a new one is: then it is made anew when its password is typed. */
    isWeakerThanNow(passwordHash: string): boolean {
      const [, memory, time] = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=\d+\$/.exec(passwordHash) ?? [];
      return !(Number(memory) >= cost.memoryCost && Number(time) >= cost.timeCost);
    },

    /** Checks a password against its hash; without a hash it takes the same time and is false. */
    async passwordMatches(passwordHash: string | undefined, password: string): Promise<boolean> {
      const matches = await verify(passwordHash ?? (await nobody), password);
      return passwordHash !== undefined && matches;
    },
  };
}

// OWASP's choice for Argon2id with room to spare: 64 MiB, three passes; about 90 ms on a small machine.
export const { hashPassword, isWeakerThanNow, passwordMatches } = createPasswords({
  memoryCost: 65_536,
  timeCost: 3,
  parallelism: 1,
});
