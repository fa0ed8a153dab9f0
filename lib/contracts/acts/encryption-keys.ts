import type { DeclaredAct } from "./declared-act";

export const encryptionKeysActs = {
  "encryption-key.rotate": { words: "Made a new data key", on: ["encryption-key"] },
  "encryption-key.rotate-root": { words: "Changed the root key", on: ["encryption-key"] },
  "encryption-key.confirm-backup": { words: "Confirmed a backup of the root key", on: ["encryption-key"] },
} as const satisfies Record<string, DeclaredAct>;
