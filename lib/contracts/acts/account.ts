import type { DeclaredAct } from "./declared-act";

export const accountActs = {
  "administrator.create": { words: "Made the first administrator", on: ["person"] },
  "session.sign-in": { words: "Signed in", on: [] },
  "session.sign-in-refused": { words: "Was refused at sign-in", on: [] },
  "session.sign-out": { words: "Signed out", on: [] },
  "session.confirm": { words: "Confirmed who they are", on: ["person"] },
  "session.end": { words: "Ended sessions", on: ["session", "person"] },
  "password.change": { words: "Changed the password", on: ["person"] },
  "password.reset": { words: "Reset the password", on: ["person"] },
  "second-factor.enrol": { words: "Set up a second factor", on: ["person"] },
  "second-factor.remove": { words: "Removed the second factor", on: ["person"] },
  "recovery-codes.renew": { words: "Made new recovery codes", on: ["person"] },
  "account.unlock": { words: "Unlocked the account", on: ["person"] },
} as const satisfies Record<string, DeclaredAct>;
