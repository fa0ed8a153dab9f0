import type { DeclaredAct } from "./declared-act";

export const organizationsActs = {
  "organization.connect": { words: "Connected an organization", on: ["organization"] },
  "organization.change": { words: "Changed an organization", on: ["organization"] },
  "organization.remove": { words: "Removed an organization", on: ["organization"] },
  "organization.verify": { words: "Checked an organization", on: ["organization"] },
  "organization.sync": { words: "Read an organization's tenants", on: ["organization"] },
} as const satisfies Record<string, DeclaredAct>;
