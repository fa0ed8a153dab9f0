import type { DeclaredAct } from "./declared-act";

export const auditLogActs = {
  "audit.begin-chain": { words: "Began to chain the log", on: ["audit-log"] },
  "audit.export": { words: "Exported the log", on: ["audit-log"] },
  "audit.archive": { words: "Archived old entries", on: ["audit-log"] },
  "audit.accept": { words: "Went on with a log of which a part is gone", on: ["audit-log"] },
} as const satisfies Record<string, DeclaredAct>;
