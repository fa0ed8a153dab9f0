import "server-only";
import type { Account, ChangePasswordInput, ConfirmSessionInput } from "@/lib/contracts/account";
import { type Actor, requireRole } from "../../actor";
import { appError } from "../../app-error";
import type { AuditLog } from "../../audit/audit-log";
import type { Clock } from "../../clock";
import { hashPassword } from "../../passwords";
import { requireStepUp } from "../../step-up";
import type { Session } from "../../store/people/sessions";
import type { Store } from "../../store/store";
import { disbeliefProblem, type Identity } from "../identity/identity";
import type { DeviceToken, KnownDevices } from "../identity/known-devices";
import { isLongEnoughAlone, passwordProblem } from "../identity/password-rules";
import type { Sessions, SessionToken } from "../sessions/sessions";
import type { SettingsService } from "../settings";

/** What everybody may do with the account they are signed in to. */
export interface AccountService {
  get(actor: Actor): Promise<Account>;
  /** Asks for the current password, and ends the other sessions. */
  changePassword(actor: Actor, input: ChangePasswordInput): Promise<SessionToken & { device: DeviceToken }>;
  /** Proves again who is at the keyboard, for what asks for a recent sign-in. */
  confirmSession(actor: Actor, input: ConfirmSessionInput): Promise<SessionToken>;
}

export function createAccountService({
  store,
  identity,
  devices,
  sessions,
  settings,
  audit,
  clock,
}: {
  store: Store;
  identity: Identity;
  devices: KnownDevices;
  sessions: Sessions;
  settings: SettingsService;
  audit: AuditLog;
  clock: Clock;
}): AccountService {
  const object = ({ person }: Actor) => ({ type: "person", id: person.id, name: person.name }) as const;

  const refuseWithoutPassword = ({ hasPassword }: Session) => {
    if (hasPassword) return;
    throw appError(
      "conflict",
      "You sign in through your organization's provider and have no password here.",
      {
        advice: "Sign out and sign in again there.",
      },
    );
  };

  return {
    async get(actor) {
      requireRole(actor, "viewer");
      const { method, hasPassword } = await sessions.own(actor);
      const { person } = actor;
      const [factor, recoveryCodesLeft, { secondFactorRequiredFor }] = await Promise.all([
        store.secondFactors.find(person.id),
        store.secondFactors.codesLeft(person.id),
        settings.currentSignIn(),
      ]);
      return {
        person,
        method,
        hasPassword,
        secondFactor: {
          confirmedAt: factor?.confirmedAt?.toISOString() ?? null,
          required: hasPassword && secondFactorRequiredFor.includes(person.role),
          recoveryCodesLeft,
        },
      };
    },

    async changePassword(actor, { currentPassword, newPassword }) {
      requireRole(actor, "viewer");
      requireStepUp(actor, "changes-who-may", clock);
      const { person } = actor;
      const session = await sessions.own(actor);
      refuseWithoutPassword(session);
      const problem = passwordProblem(newPassword, person, {
        field: "newPassword",
        hasSecondFactor: session.hasSecondFactor,
      });
      if (problem) throw problem;
      return audit.perform(actor, { action: "password.change", object: object(actor) }, async (act) => {
        const claim = { email: person.email, password: currentPassword, by: { sessionId: session.id } };
        const proof = await identity.provePassword(claim);
        if (!proof.ok) throw disbeliefProblem(proof.error, clock(), "currentPassword");
        const passwordHash = await hashPassword(newPassword);
        const device = devices.remember({ email: person.email, passwordHash });
        return store.transaction(async (entities) => {
          await entities.people.keepPasswordHash(person.id, passwordHash, !isLongEnoughAlone(newPassword));
          const ended = await entities.sessions.endOf(person.id, session.id);
          const sessionToken = await sessions.changeToken(session.id, entities);
          return act.endIn(
            entities,
            { outcome: "succeeded", detail: `Ended ${ended} other sessions.` },
            { sessionToken, device },
          );
        });
      });
    },

    async confirmSession(actor, { password, code }) {
      requireRole(actor, "viewer");
      const { person } = actor;
      const session = await sessions.own(actor);
      refuseWithoutPassword(session);
      return audit.perform(actor, { action: "session.confirm", object: object(actor) }, async (act) => {
        const by = { sessionId: session.id };
        const proof = await identity.prove({ email: person.email, password, code, by });
        if (!proof.ok) throw disbeliefProblem(proof.error, clock(), "password");
        return store.transaction(async (entities) => {
          const sessionToken = await sessions.confirm(session.id, entities);
          return act.endIn(entities, { outcome: "succeeded" }, { sessionToken });
        });
      });
    },
  };
}
