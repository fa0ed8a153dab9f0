import "server-only";
import { randomUUID } from "node:crypto";
import type { Person } from "@/lib/contracts/people";
import { type Actor, requireRole } from "../actor";
import { type AppError, appError } from "../app-error";
import type { AuditLog } from "../audit/audit-log";
import { hashPassword } from "../passwords";
import type { Store } from "../store/store";
import type { AttemptLimits } from "./identity/attempt-limits";
import { isLongEnoughAlone, passwordProblem } from "./identity/password-rules";

/**
 * What the person at the machine does when nobody can sign in to do it. No route leads here: whoever calls has the
 * key file and the database anyway.
 */
export interface AccountsAtTheMachine {
  create(actor: Actor, input: { email: string; name: string; password: string }): Promise<Person>;
  /** Ends every session, forgets failed sign-ins and, when told to, takes the second factor away. */
  resetPassword(
    actor: Actor,
    input: { email: string; password: string; removeSecondFactor: boolean },
  ): Promise<Person>;
  /** Forgets failed sign-ins; false when there were none. */
  unlock(actor: Actor, email: string): Promise<boolean>;
}

export function createAccountsAtTheMachine({
  store,
  limits,
  audit,
}: {
  store: Store;
  limits: AttemptLimits;
  audit: AuditLog;
}): AccountsAtTheMachine {
  const object = ({ id, name }: Person) => ({ type: "person", id, name }) as const;
  const taken = (email: string): AppError =>
    appError("conflict", `There is an account ${email} already.`, {
      advice: `Use reset-password ${email} to give it another password.`,
    });
  const find = async (email: string): Promise<Person> => {
    const found = await store.people.findForSignIn(email);
    if (found) return found.person;
    throw appError("not_found", `There is no account ${email}.`, {
      advice: "Check how it is written, or make one with create.",
    });
  };

  return {
    async create(actor, { email, name, password }) {
      requireRole(actor, "admin");
      if (await store.people.findForSignIn(email)) throw taken(email);
      const problem = passwordProblem(password, { email, name });
      if (problem) throw problem;
      const person = { id: randomUUID(), email, name, role: "admin" as const };
      return audit.perform(actor, { action: "administrator.create", object: object(person) }, async (act) => {
        const passwordHash = await hashPassword(password);
        return store.transaction(async (entities) => {
          if (await entities.people.findForSignIn(email)) throw taken(email);
          const made = await entities.people.create({ ...person, passwordHash });
          await entities.setupLinks.clear();
          return act.endIn(entities, { outcome: "succeeded" }, made);
        });
      });
    },

    async resetPassword(actor, { email, password, removeSecondFactor }) {
      requireRole(actor, "admin");
      const person = await find(email);
      const problem = passwordProblem(password, person);
      if (problem) throw problem;
      await audit.perform(actor, { action: "password.reset", object: object(person) }, async (act) => {
        const passwordHash = await hashPassword(password);
        return store.transaction(async (entities) => {
          await entities.people.keepPasswordHash(person.id, passwordHash, !isLongEnoughAlone(password));
          const removed = removeSecondFactor && (await entities.secondFactors.remove(person.id));
          await entities.sessions.endOf(person.id);
          const detail = removed ? "The second factor was removed too." : undefined;
          return act.endIn(entities, { outcome: "succeeded", detail });
        });
      });
      await limits.unlock(email);
      return person;
    },

    async unlock(actor, email) {
      requireRole(actor, "admin");
      const person = await find(email);
      return audit.perform(actor, { action: "account.unlock", object: object(person) }, async (act) => {
        const unlocked = await limits.unlock(email);
        return act.ended(
          { outcome: "succeeded", detail: unlocked ? undefined : "It was not locked." },
          unlocked,
        );
      });
    },
  };
}
