import type { DeclaredAct } from "./declared-act";

export const credentialsActs = {
  "tenant.connect": { words: "Connected a tenant", on: ["tenant"] },
  "credential.replace": { words: "Replaced a credential", on: ["tenant"] },
  "credential.remove": { words: "Removed a credential", on: ["tenant"] },
  "credential.verify": { words: "Checked a credential", on: ["tenant"] },
} as const satisfies Record<string, DeclaredAct>;
