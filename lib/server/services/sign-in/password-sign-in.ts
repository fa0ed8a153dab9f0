import "server-only";
import type { Person, SignInInput } from "@/lib/contracts/people";
import { actorWithoutSession, type RequestOrigin } from "../../actor";
import type { AuditLog } from "../../audit/audit-log";
import { err, ok, type Result } from "../../result";
import type { Disbelief, Identity } from "../identity/identity";
import type { DeviceToken, KnownDevices } from "../identity/known-devices";
import type { Sessions } from "../sessions/sessions";

/** What the browser brings along in which somebody signs in. */
export interface SigningIn {
  /** Of the session that it has already. */
  readonly sessionId?: string | null | undefined;
  /** What it keeps as a known device under a name. */
  readonly deviceToken?: (name: string) => string | undefined;
}

/** What the browser is handed. */
export interface SignedIn {
  readonly sessionToken: string;
  readonly device: DeviceToken;
}

export interface PasswordSignIn {
  /** The same refusal for an unknown account as for a wrong password. */
  signIn(
    input: SignInInput,
    origin: RequestOrigin,
    browser?: SigningIn,
  ): Promise<Result<SignedIn, Disbelief>>;
}

// Never what was typed: people type passwords into the wrong field.
const unknownAccount: Person = { id: "unknown", name: "Unknown account", email: "", role: "viewer" };

const keepsNothing = () => undefined;

export function createPasswordSignIn({
  identity,
  devices,
  sessions,
  audit,
}: {
  identity: Identity;
  devices: KnownDevices;
  sessions: Sessions;
  audit: AuditLog;
}): PasswordSignIn {
  return {
    async signIn(input, origin, { sessionId, deviceToken = keepsNothing } = {}) {
      const by = { address: origin.address, deviceToken };
      const proof = await identity.prove({ ...input, by });
      if (!proof.ok) {
        const why = wordsOf(proof.error);
        if (why) {
          const person = ("person" in proof.error && proof.error.person) || unknownAccount;
          await audit.perform(
            actorWithoutSession(person, origin.address),
            { action: "session.sign-in-refused" },
            async (act) => act.ended({ outcome: "failed", detail: why }),
          );
        }
        return proof;
      }
      const { person, factor, device, credence } = proof.value;
      const sessionToken = await sessions.begin(person, {
        method: "password",
        origin,
        credence,
        replaces: sessionId,
        detail: factor === "recovery-code" ? "With a recovery code." : undefined,
      });
      if (sessionToken === undefined) return err({ reason: "wrong_credentials", person, disabled: false });
      const owner = { email: input.email, passwordHash: credence.passwordHash };
      return ok({ sessionToken, device: devices.remember(owner, device) });
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
