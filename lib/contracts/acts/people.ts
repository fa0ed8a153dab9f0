import type { DeclaredAct } from "./declared-act";

export const peopleActs = {
  "person.join": { words: "Joined", on: ["person"] },
  "person.change": { words: "Changed an account", on: ["person"] },
  "person.remove": { words: "Removed an account", on: ["person"] },
  "person.reset-second-factor": { words: "Reset a second factor", on: ["person"] },
  "person.end-sessions": { words: "Ended somebody's sessions", on: ["person"] },
  "person.stop-work": { words: "Stopped somebody's work", on: ["person"] },
} as const satisfies Record<string, DeclaredAct>;
