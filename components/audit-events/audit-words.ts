import type { Tone } from "@/components/ui/tone";
import type { AuditAction, AuditOutcome } from "@/lib/contracts/audit-events";

export const actionWords: Record<AuditAction, string> = {
  "administrator.create": "Made the first administrator",
  "session.sign-in": "Signed in",
  "session.sign-in-refused": "Was refused at sign-in",
  "session.sign-out": "Signed out",
  "session.confirm": "Confirmed who they are",
  "session.end": "Ended sessions",
  "password.change": "Changed the password",
  "password.reset": "Reset the password",
  "second-factor.enrol": "Set up a second factor",
  "second-factor.remove": "Removed the second factor",
  "recovery-codes.renew": "Made new recovery codes",
  "account.unlock": "Unlocked the account",
  "settings.change": "Changed settings",
  "organization.connect": "Connected an organization",
  "organization.change": "Changed an organization",
  "organization.remove": "Removed an organization",
  "organization.verify": "Checked an organization",
  "organization.sync": "Read an organization's tenants",
  "tenant.connect": "Connected a tenant",
  "credential.replace": "Replaced a credential",
  "credential.remove": "Removed a credential",
  "credential.verify": "Checked a credential",
  "oauth-token.revoke": "Revoked a token",
  "audit.begin-chain": "Began to chain the log",
  "audit.export": "Exported the log",
  "audit.archive": "Archived old entries",
};

export const outcomeWords: Record<AuditOutcome, { tone: Tone; word: string }> = {
  succeeded: { tone: "success", word: "Succeeded" },
  "already-gone": { tone: "neutral", word: "Already gone" },
  failed: { tone: "danger", word: "Failed" },
  unknown: { tone: "warning", word: "Not known" },
};
