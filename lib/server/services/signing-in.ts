import "server-only";
import type { Foundation } from "./foundation";
import { createAttemptLimits } from "./identity/attempt-limits";
import { createIdentity } from "./identity/identity";
import { createKnownDevices } from "./identity/known-devices";
import { createSecondFactors } from "./identity/second-factors";
import { createInvitationService } from "./invitations";
import { createRequestBudget } from "./sessions/request-budget";
import { createSessions } from "./sessions/sessions";
import { createSettingsService } from "./settings";
import { createPasswordSignIn } from "./sign-in/password-sign-in";
import { createSingleSignOn } from "./sign-in/single-sign-on";

export type SigningIn = Readonly<ReturnType<typeof createSigningIn>>;

/** How people come in, and how long they stay. */
export function createSigningIn(given: Foundation & { readonly requestsPerMinute: number }) {
  const { sessionSecret: secret, clock, elapsed, oidc, requestsPerMinute: perMinute } = given;
  const settings = createSettingsService(given);
  const sessions = createSessions({ ...given, settings });
  const limits = createAttemptLimits(given);
  const secondFactors = createSecondFactors(given);
  const devices = createKnownDevices({ secret, clock });
  const identity = createIdentity({ ...given, limits, secondFactors, devices });
  const invitations = createInvitationService({ ...given, limits });
  return {
    settings,
    sessions,
    limits,
    secondFactors,
    devices,
    identity,
    invitations,
    passwordSignIn: createPasswordSignIn({ ...given, identity, devices, sessions }),
    /** Undefined: no OpenID provider is configured. */
    singleSignOn: oidc && createSingleSignOn({ ...given, sessions, invitations, settings: oidc }),
    requestBudget: createRequestBudget({ elapsed, perMinute }),
  };
}
