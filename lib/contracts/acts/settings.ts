import type { DeclaredAct } from "./declared-act";

export const settingsActs = {
  "settings.change": { words: "Changed settings", on: ["setting"] },
} as const satisfies Record<string, DeclaredAct>;
