import "server-only";
import { hash, verify } from "@node-rs/argon2";

// OWASP's choice for Argon2id with room to spare: 64 MiB, three passes; about 90 ms on a small machine.
// (Argon2id is the library's default algorithm; its enum cannot be imported from isolated modules.)
const PARAMETERS = { memoryCost: 65_536, timeCost: 3, parallelism: 1 } as const;

export const hashPassword = (password: string): Promise<string> => hash(password, PARAMETERS);

/** Whether a hash was made with less work than a new one is: then it is made anew when its password is typed. */
export function isWeakerThanNow(passwordHash: string): boolean {
  const [, memory, time] = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=\d+\$/.exec(passwordHash) ?? [];
  return !(Number(memory) >= PARAMETERS.memoryCost && Number(time) >= PARAMETERS.timeCost);
}

/** A hash that no password has, so that an unknown account takes as long as a known one. */
const nobody = hashPassword(crypto.randomUUID());

/** Checks a password against its hash; without a hash it takes the same time and is false. */
export async function passwordMatches(passwordHash: string | undefined, password: string): Promise<boolean> {
  const matches = await verify(passwordHash ?? (await nobody), password);
  return passwordHash !== undefined && matches;
}
