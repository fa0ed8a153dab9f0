import "server-only";
import type { z } from "zod";
import type { Account, accountList, ChangePersonInput } from "@/lib/contracts/people";
import type { Role } from "@/lib/contracts/roles";
import { type Actor, requireRole } from "../actor";
import { appError } from "../app-error";
import type { AuditLog } from "../audit/audit-log";
import type { Clock } from "../clock";
import { requireStepUp } from "../step-up";
import type { Entities, Store } from "../store/store";

export interface PeopleService {
  list(actor: Actor): Promise<z.infer<typeof accountList>>;
  /**
   * Another role, or disabled or enabled. Their sessions end at once; so do their invitations when they administer no
   * more. Throws `conflict` for the last administrator, for oneself, and for a role that the provider gives.
   */
  change(actor: Actor, id: string, change: ChangePersonInput): Promise<Account>;
  /** Throws `conflict` for the last administrator and for oneself. */
  remove(actor: Actor, id: string): Promise<void>;
  /** Throws `conflict` for oneself, and where there is none. */
  resetSecondFactor(actor: Actor, id: string): Promise<void>;
  endSessions(actor: Actor, id: string): Promise<void>;
}

export function createPeopleService({
  store,
  audit,
  clock,
  rolesAreClaimed,
}: {
  store: Store;
  audit: AuditLog;
  clock: Clock;
  /** Whether the OpenID provider's groups give roles. */
  rolesAreClaimed: boolean;
}): PeopleService {
  const find = async (id: string): Promise<Account> => {
    const account = await store.accounts.find(id, clock());
    if (!account)
      throw appError("not_found", "The console knows no person with this id.", {
        advice: "They may have been removed. Open the list of people.",
      });
    return account;
  };

  return {
    async list(actor) {
      requireRole(actor, "admin");
      const at = clock();
      const data = await store.accounts.list(at);
      return { data, total: data.length, asOf: at.toISOString() };
    },

    async change(actor, id, { role, state }) {
      requireRole(actor, "admin");
      requireStepUp(actor, "changes-who-may", clock);
      const before = await find(id);
      const isNewRole = role !== undefined && role !== before.role;
      const isNewState = state !== undefined && state !== before.state;
      if (!isNewRole && !isNewState) return before;
      await audit.perform(actor, { action: "person.change", object: toObject(before) }, (act) =>
        store.transaction(async (entities) => {
          await refuseOverreach(entities, actor, before, role === "admin" && state !== "disabled");
          if (isNewRole && before.roleSource === "claim" && rolesAreClaimed) throw claimedRole();
          const isThere = await entities.accounts.change(id, {
            ...(isNewRole ? { role, roleSource: "console" } : {}),
            ...(isNewState ? { disabledAt: state === "disabled" ? clock() : null } : {}),
          });
          if (!isThere) throw vanished();
          const sessions = await entities.sessions.endOf(id);
          const administersStill = (role ?? before.role) === "admin" && state !== "disabled";
          const invitations = administersStill ? 0 : await entities.invitations.removeOf(id);
          const detail = [
            isNewRole ? `Role ${before.role} became ${role}.` : "",
            isNewState ? (state === "disabled" ? "Disabled." : "Enabled.") : "",
            ended(sessions),
            invitations > 0 ? `${counted(invitations, "invitation")} of theirs revoked.` : "",
          ]
            .filter(Boolean)
            .join(" ");
          return act.endIn(entities, { outcome: "succeeded", detail });
        }),
      );
      return find(id);
    },

    async remove(actor, id) {
      requireRole(actor, "admin");
      requireStepUp(actor, "changes-who-may", clock);
      const before = await find(id);
      await audit.perform(actor, { action: "person.remove", object: toObject(before) }, (act) =>
        store.transaction(async (entities) => {
          await refuseOverreach(entities, actor, before, false);
          if (!(await entities.accounts.remove(id))) throw vanished();
          const detail = `${before.email}, ${before.role}.`;
          return act.endIn(entities, { outcome: "succeeded", detail });
        }),
      );
    },

    async resetSecondFactor(actor, id) {
      requireRole(actor, "admin");
      requireStepUp(actor, "changes-who-may", clock);
      if (id === actor.person.id)
        throw appError("conflict", "Nobody resets their own second factor: removing it takes a code of it.", {
          advice: "Remove it under Settings, or ask another administrator of this console.",
        });
      const before = await find(id);
      if (!before.hasSecondFactor)
        throw appError("conflict", `${before.name} has no second factor that could be reset.`);
      await audit.perform(actor, { action: "person.reset-second-factor", object: toObject(before) }, (act) =>
        store.transaction(async (entities) => {
          await entities.accounts.forgetSecondFactor(id);
          const detail = ended(await entities.sessions.endOf(id));
          return act.endIn(entities, { outcome: "succeeded", detail });
        }),
      );
    },

    async endSessions(actor, id) {
      requireRole(actor, "admin");
      requireStepUp(actor, "changes-who-may", clock);
      const before = await find(id);
      await audit.perform(actor, { action: "person.end-sessions", object: toObject(before) }, (act) =>
        store.transaction(async (entities) => {
          const detail = ended(await entities.sessions.endOf(id));
          return act.endIn(entities, { outcome: "succeeded", detail });
        }),
      );
    },
  };
}

/**
 * Throws when the act would leave nobody who administers, when it is on oneself, or when the actor administers no more:
 * somebody else may have seen to that a moment ago.
 */
async function refuseOverreach(
  entities: Entities,
  actor: Actor,
  target: { readonly id: string; readonly name: string; readonly role: Role },
  staysAdministrator: boolean,
): Promise<void> {
  const administrators = await entities.accounts.lockAdministrators();
  if (actor.sessionId !== null && !administrators.includes(actor.person.id)) {
    throw appError("forbidden", "You are no administrator any more: somebody has just changed your account.");
  }
  if (!staysAdministrator && administrators.every((id) => id === target.id)) {
    throw appError("conflict", `${target.name} is the last administrator, and a console needs one.`, {
      advice: "Make somebody else an administrator first.",
    });
  }
  if (actor.person.id === target.id) {
    throw appError("conflict", "Nobody changes their own role or shuts themselves out.", {
      advice: "Ask another administrator of this console.",
    });
  }
}

const toObject = ({ id, name }: Account) => ({ type: "person", id, name }) as const;

const vanished = () => appError("not_found", "Somebody has just removed this person.");

const claimedRole = () =>
  appError("conflict", "This role comes from the groups of the single sign-on provider.", {
    advice: "Change the person's groups there: the role follows at the next sign-in.",
  });

const counted = (count: number, noun: string) => `${count} ${noun}${count === 1 ? "" : "s"}`;
const ended = (sessions: number) =>
  sessions === 0 ? "No session was open." : `${counted(sessions, "session")} ended.`;
