import "server-only";
import type {
  CodeInput,
  RecoveryCodes,
  RemoveSecondFactorInput,
  SecondFactorOffer,
} from "@/lib/contracts/account";
import { wrongFirstCodeWords } from "@/lib/contracts/code-words";
import { type Actor, requireRole } from "../../actor";
import { appError, fieldProblem } from "../../app-error";
import type { AuditLog } from "../../audit/audit-log";
import type { Clock } from "../../clock";
import { requireStepUp } from "../../step-up";
import type { Store } from "../../store/store";
import { disbeliefProblem, type Identity } from "../identity/identity";
import { isLongEnoughAlone } from "../identity/password-rules";
import type { SecondFactors } from "../identity/second-factors";
import type { Sessions, SessionToken } from "../sessions/sessions";
import type { SettingsService } from "../settings";

/** What everybody may do with their own second factor. */
export interface OwnSecondFactorService {
  /** Makes a secret for an authenticator app, in place of one that was offered before and never confirmed. */
  offer(actor: Actor): Promise<SecondFactorOffer>;
  /** By a code of the app. Ends the other sessions, which began without it, and shows the recovery codes. */
  confirm(actor: Actor, input: CodeInput): Promise<RecoveryCodes & SessionToken>;
  /**
   * Takes the password and the factor itself: a code of the app, or a recovery code. That is all that confirming takes,
   * and so no recent sign-in is asked for besides: it would use up the very code.
   */
  remove(actor: Actor, input: RemoveSecondFactorInput): Promise<SessionToken>;
  /** Takes the factor itself, too: recovery codes stand for it. */
  renewRecoveryCodes(actor: Actor, input: CodeInput): Promise<RecoveryCodes & SessionToken>;
}

export function createOwnSecondFactorService({
  store,
  identity,
  secondFactors,
  sessions,
  settings,
  audit,
  clock,
}: {
  store: Store;
  identity: Identity;
  secondFactors: SecondFactors;
  sessions: Sessions;
  settings: SettingsService;
  audit: AuditLog;
  clock: Clock;
}): OwnSecondFactorService {
  const object = ({ person }: Actor) => ({ type: "person", id: person.id, name: person.name }) as const;
  const there = () =>
    appError("conflict", "There is a second factor already.", {
      advice: "To use another app, remove the second factor first, then set it up anew.",
    });
  const missing = () => appError("conflict", "There is no second factor.", { advice: "Set one up first." });

  return {
    async offer(actor) {
      requireRole(actor, "viewer");
      requireStepUp(actor, "changes-who-may", clock);
      const { hasPassword } = await sessions.own(actor);
      if (!hasPassword) {
        throw appError(
          "conflict",
          "You sign in through your organization's provider: its second factor counts.",
        );
      }
      const offer = await secondFactors.offer(actor.person);
      if (!offer) throw there();
      return offer;
    },

    async confirm(actor, { code }) {
      requireRole(actor, "viewer");
      const { person } = actor;
      const session = await sessions.own(actor);
      const factor = await store.secondFactors.find(person.id);
      if (factor?.confirmedAt) throw there();
      if (!factor?.sealedSecret) throw missing();
      return audit.perform(actor, { action: "second-factor.enrol", object: object(actor) }, async (act) => {
        const proof = await identity.proveOffered(person, { code, sessionId: session.id });
        if (!proof.ok && proof.error.reason !== "second_factor_wrong")
          throw disbeliefProblem(proof.error, clock(), "code");
        return store.transaction(async (entities) => {
          if (!(proof.ok && (await proof.value(entities)))) {
            throw fieldProblem("code", wrongFirstCodeWords);
          }
          const recoveryCodes = await secondFactors.makeRecoveryCodes(entities, person.id);
          const ended = await entities.sessions.endOf(person.id, session.id);
          const sessionToken = await sessions.changeToken(session.id, entities);
          return act.endIn(
            entities,
            { outcome: "succeeded", detail: `Ended ${ended} other sessions.` },
            { recoveryCodes, sessionToken },
          );
        });
      });
    },

    async remove(actor, { password, code }) {
      requireRole(actor, "viewer");
      const { person } = actor;
      const session = await sessions.own(actor);
      if (!(await store.secondFactors.find(person.id))?.confirmedAt) throw missing();
      if ((await settings.currentSignIn()).secondFactorRequiredFor.includes(person.role)) {
        throw appError("conflict", `The role ${person.role} must have a second factor.`, {
          advice: "To use another app, ask an administrator to reset yours: you set it up anew at sign-in.",
        });
      }
      return audit.perform(actor, { action: "second-factor.remove", object: object(actor) }, async (act) => {
        // Before the proof, which uses the code up.
        const by = { sessionId: session.id };
        if (!isLongEnoughAlone(password)) {
          throw fieldProblem(
            "password",
            "Without a second factor this password is too short. Change it to one of at least 15 characters first.",
          );
        }
        const proof = await identity.prove({ email: person.email, password, code, by });
        if (!proof.ok) throw disbeliefProblem(proof.error, clock(), "password");
        return store.transaction(async (entities) => {
          await entities.secondFactors.remove(person.id);
          const ended = await entities.sessions.endOf(person.id, session.id);
          const sessionToken = await sessions.changeToken(session.id, entities);
          return act.endIn(
            entities,
            { outcome: "succeeded", detail: `Ended ${ended} other sessions.` },
            { sessionToken },
          );
        });
      });
    },

    async renewRecoveryCodes(actor, { code }) {
      requireRole(actor, "viewer");
      requireStepUp(actor, "changes-who-may", clock);
      const session = await sessions.own(actor);
      if (!(await store.secondFactors.find(actor.person.id))?.confirmedAt) throw missing();
      return audit.perform(actor, { action: "recovery-codes.renew", object: object(actor) }, async (act) => {
        const proof = await identity.proveFactor(actor.person, { code, sessionId: session.id });
        if (!proof.ok) throw disbeliefProblem(proof.error, clock(), "password");
        return store.transaction(async (entities) => {
          const recoveryCodes = await secondFactors.makeRecoveryCodes(entities, actor.person.id);
          const sessionToken = await sessions.changeToken(session.id, entities);
          return act.endIn(entities, { outcome: "succeeded" }, { recoveryCodes, sessionToken });
        });
      });
    },
  };
}
