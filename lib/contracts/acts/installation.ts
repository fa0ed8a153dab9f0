import type { DeclaredAct } from "./declared-act";

export const installationActs = {
  "installation.backup": { words: "Made a backup", on: ["installation"] },
  "installation.hold": { words: "Held back what goes out", on: ["installation"] },
  "installation.answer": { words: "Said which installation this is", on: ["installation"] },
} as const satisfies Record<string, DeclaredAct>;
