import "server-only";
import type { Person, SignInInput } from "@/lib/contracts/people";
import { actorWithoutSession } from "../actor";
import type { AuditLog } from "../audit/audit-log";
import { err, ok, type Result } from "../result";
import type { Disbelief, Identity } from "../services/identity";
import type { RequestOrigin } from "./request-origin";
import type { Sessions } from "./sessions";

export interface PasswordSignIn {
  /** The new session's id; the same refusal for an unknown account as for a wrong password. */
  signIn(input: SignInInput, origin: RequestOrigin): Promise<Result<string, Disbelief>>;
}

// Never what was typed: people type passwords into the wrong field.
const unknownAccount: Person = { id: "unknown", name: "Unknown account", email: "", role: "viewer" };

export function createPasswordSignIn({
  identity,
  sessions,
  audit,
}: {
  identity: Identity;
  sessions: Sessions;
  audit: AuditLog;
}): PasswordSignIn {
  return {
    async signIn(input, origin) {
      const proof = await identity.prove({ ...input, address: origin.address });
      if (!proof.ok) {
        const why = wordsOf(proof.error);
        if (why) {
          const person = ("person" in proof.error && proof.error.person) || unknownAccount;
          const refused = await audit.intend(actorWithoutSession(person, origin.address), {
            action: "session.sign-in-refused",
          });
          await refused.end({ outcome: "failed", detail: why });
        }
        return proof;
      }
      const { person, factor, credence } = proof.value;
      const detail = factor === "recovery-code" ? "With a recovery code." : undefined;
      const sessionId = await sessions.begin(person, { method: "password", origin, credence, detail });
      return sessionId === undefined
        ? err({ reason: "wrong_credentials", person, disabled: false })
        : ok(sessionId);
    },
  };
}

/** What the log says of a refusal; nothing of those that are none, or would fill it at a stranger's pleasure. */
function wordsOf(disbelief: Disbelief): string | undefined {
  switch (disbelief.reason) {
    case "wrong_credentials":
      return disbelief.disabled ? "This account is disabled." : "Wrong email or password.";
    case "second_factor_wrong":
      return "The password was right, the code was not.";
    default:
      return undefined;
  }
}
