import { randomBytes } from "node:crypto";
import { createSecret } from "@/lib/contracts/secret";
import { makeDataKey } from "@/lib/server/vault/keyring";
import { createVault } from "@/lib/server/vault/vault";

const RUNS = 5;

export interface SealingTimes {
  readonly secrets: number;
  /** Milliseconds for all of them, of the median run. */
  readonly sealMs: number;
  readonly openMs: number;
}

const median = (times: readonly number[]): number => [...times].sort((a, b) => a - b)[times.length >> 1] ?? 0;

/** Seals and opens that many client secrets, each of a record of its own. */
export async function sealSecrets(secrets = 1000): Promise<SealingTimes> {
  const vault = createVault("bench", [makeDataKey()]);
  const given = Array.from({ length: secrets }, (_, number) => ({
    place: { table: "credentials", record: `record-${number}`, field: "sealedSecret" },
    secret: createSecret(randomBytes(32).toString("hex")),
  }));
  const sealTimes: number[] = [];
  const openTimes: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    const startedAt = performance.now();
    const sealed = given.map(({ place, secret }) => ({ place, envelope: vault.seal(place, secret) }));
    sealTimes.push(performance.now() - startedAt);
    const openedAt = performance.now();
    for (const { place, envelope } of sealed) await vault.open(place, envelope);
    openTimes.push(performance.now() - openedAt);
  }
  return { secrets, sealMs: median(sealTimes), openMs: median(openTimes) };
}
