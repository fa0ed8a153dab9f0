import type { DeclaredAct } from "./declared-act";

export const revocationsActs = {
  "revocation.start": { words: "Started revoking tokens", on: ["revocation"] },
  "revocation.pause": { words: "Paused a revocation", on: ["revocation"] },
  "revocation.resume": { words: "Resumed a revocation", on: ["revocation"] },
  "revocation.retry": { words: "Tried a revocation again", on: ["revocation"] },
  "revocation.cancel": { words: "Cancelled a revocation", on: ["revocation"] },
  "revocation.take-over": { words: "Took over a revocation", on: ["revocation"] },
} as const satisfies Record<string, DeclaredAct>;
