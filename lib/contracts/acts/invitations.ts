import type { DeclaredAct } from "./declared-act";

export const invitationsActs = {
  "invitation.create": { words: "Invited somebody", on: ["invitation"] },
  "invitation.renew": { words: "Renewed an invitation", on: ["invitation"] },
  "invitation.revoke": { words: "Revoked an invitation", on: ["invitation"] },
} as const satisfies Record<string, DeclaredAct>;
