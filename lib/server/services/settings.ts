import "server-only";
import { defaultSignInSettings, type SignInSettings, signInSettings } from "@/lib/contracts/settings";
import { type Actor, requireRole } from "../actor";
import type { AuditLog } from "../audit/audit-log";
import type { Clock } from "../clock";
import { requireStepUp } from "../step-up";
import { SIGN_IN } from "../store/installation/settings";
import type { Store } from "../store/store";

export interface SettingsService {
  /** For the console itself; who is behind a request is asked together with it, in services/sessions/sessions.ts. */
  currentSignIn(): Promise<SignInSettings>;
  getSignIn(actor: Actor): Promise<SignInSettings>;
  changeSignIn(actor: Actor, input: SignInSettings): Promise<SignInSettings>;
}

export function createSettingsService({
  store,
  audit,
  clock,
}: {
  store: Store;
  audit: AuditLog;
  clock: Clock;
}): SettingsService {
  const currentSignIn = async () =>
    (await store.settings.read(SIGN_IN, signInSettings)) ?? defaultSignInSettings;

  return {
    currentSignIn,
    async getSignIn(actor) {
      requireRole(actor, "admin");
      return currentSignIn();
    },
    async changeSignIn(actor, input) {
      requireRole(actor, "admin");
      requireStepUp(actor, "changes-who-may", clock);
      await audit.perform(
        actor,
        { action: "settings.change", object: { type: "setting", id: SIGN_IN, name: "Sign-in" } },
        (act) =>
          store.transaction(async (entities) => {
            await entities.settings.put(SIGN_IN, input, clock());
            return act.endIn(entities, { outcome: "succeeded", detail: inWords(input) });
          }),
      );
      return input;
    },
  };
}

function inWords({ secondFactorRequiredFor, idleMinutes, absoluteHours }: SignInSettings): string {
  const roles = secondFactorRequiredFor.length === 0 ? "nobody" : secondFactorRequiredFor.join(", ");
  return `Second factor required for ${roles}; sessions end after ${idleMinutes} minutes without use and ${absoluteHours} hours in any case.`;
}
