import type { Tone } from "@/components/ui/tone";
import type { AuditAction, AuditEvent, AuditOutcome } from "@/lib/contracts/audit-events";
import type { RevocationCounts } from "@/lib/contracts/revocations";

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
  "invitation.create": "Invited somebody",
  "invitation.renew": "Renewed an invitation",
  "invitation.revoke": "Revoked an invitation",
  "person.join": "Joined",
  "person.change": "Changed an account",
  "person.remove": "Removed an account",
  "person.reset-second-factor": "Reset a second factor",
  "person.end-sessions": "Ended somebody's sessions",
  "organization.connect": "Connected an organization",
  "organization.change": "Changed an organization",
  "organization.remove": "Removed an organization",
  "organization.verify": "Checked an organization",
  "organization.sync": "Read an organization's tenants",
  "tenant.connect": "Connected a tenant",
  "credential.replace": "Replaced a credential",
  "credential.remove": "Removed a credential",
  "credential.verify": "Checked a credential",
  "oauth-tokens.sync": "Read the tokens of tenants",
  "oauth-token.revoke": "Revoked a token",
  "encryption-key.rotate": "Made a new data key",
  "encryption-key.rotate-root": "Changed the root key",
  "encryption-key.confirm-backup": "Confirmed a backup of the root key",
  "installation.backup": "Made a backup",
  "revocation.start": "Started revoking tokens",
  "revocation.pause": "Paused a revocation",
  "revocation.resume": "Resumed a revocation",
  "revocation.retry": "Tried a revocation again",
  "revocation.cancel": "Cancelled a revocation",
  "revocation.take-over": "Took over a revocation",
  "person.stop-work": "Stopped somebody's work",
  "installation.hold": "Held back what goes out",
  "installation.answer": "Said which installation this is",
  "audit.begin-chain": "Began to chain the log",
  "audit.export": "Exported the log",
  "audit.archive": "Archived old entries",
  "audit.accept": "Went on with a log of which a part is gone",
};

export const outcomeWords: Record<AuditOutcome, { tone: Tone; word: string }> = {
  succeeded: { tone: "success", word: "Succeeded" },
  "already-gone": { tone: "neutral", word: "Already gone" },
  failed: { tone: "danger", word: "Failed" },
  unknown: { tone: "warning", word: "Not known" },
};

/** "598 of 600 revoked, 2 failed": what has become of the tokens of a revocation until now. */
export function tokensWords({ total, revoked, ...others }: RevocationCounts): string {
  const more = [
    [others.alreadyGone, "already gone"],
    [others.failed, "failed"],
    [others.unknown, "not known"],
    [others.pending, "to be revoked"],
    [others.cancelled, "cancelled"],
    [others.leftOut, "left out"],
  ] as const;
  return [
    `${revoked} of ${total} revoked`,
    ...more.flatMap(([count, word]) => (count > 0 ? `${count} ${word}` : [])),
  ].join(", ");
}

/** How an act has ended; one on many tokens as the worst of them has. */
export function endOf({ outcome, tokens }: AuditEvent): { tone: Tone; word: string } {
  if (outcome !== "succeeded" || !tokens) return outcomeWords[outcome];
  if (tokens.failed > 0) return { tone: "danger", word: `${tokens.failed} failed` };
  if (tokens.unknown > 0) return { tone: "warning", word: `${tokens.unknown} not known` };
  if (tokens.pending > 0) return { tone: "neutral", word: `${tokens.pending} to go` };
  return tokens.cancelled > 0
    ? { tone: "neutral", word: `${tokens.cancelled} cancelled` }
    : outcomeWords.succeeded;
}
