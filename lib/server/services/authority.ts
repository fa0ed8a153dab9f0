import "server-only";
import type { Person } from "@/lib/contracts/people";
import { covers, type Role } from "@/lib/contracts/roles";
import { type Actor, hasAccount, theConsole } from "../actor";
import { appError } from "../app-error";
import type { AuditLog } from "../audit/audit-log";
import type { Entities, Store } from "../store/store";

/**
 * Whether somebody may still do what they have begun. A request proves that once, at its beginning; work that lasts
 * longer asks again before each step, because the account may be disabled, removed or given another role meanwhile. That
 * a session has ended is no reason to stop: the person is still who they were.
 */
export interface Authority {
  /** Why they may not, in a sentence; undefined while they may. */
  lost(actor: Actor, role: Role, entities?: Entities): Promise<string | undefined>;
  /** Throws `forbidden` with that sentence; inside a transaction when given its entities. */
  require(actor: Actor, role: Role, entities?: Entities): Promise<void>;
  /**
   * For one piece of long work: gives back what is called before each step, which throws as {@link require}. The log
   * tells once that the work was stopped, and why.
   */
  during(actor: Actor, role: Role, work: string): () => Promise<void>;
}

export function createAuthority({
  store,
  audit,
}: {
  readonly store: Pick<Store, "people">;
  readonly audit: AuditLog;
}): Authority {
  const lost: Authority["lost"] = async (actor, role, entities) => {
    if (!hasAccount(actor)) return undefined;
    const { person } = actor;
    const standing = await (entities ?? store).people.standing(person.id);
    if (!standing) return `${nameOf(person)} is no longer one of the people of this console.`;
    if (standing.disabled) return `${nameOf(person)} has been disabled.`;
    if (covers(standing.role, role)) return undefined;
    return `${nameOf(person)} has the role ${standing.role} now, and this needs ${role}.`;
  };

  const refusal = (reason: string) =>
    appError("forbidden", `${reason} Nothing more is done in this name.`, {
      advice: "Somebody who may do it can go on in their own name.",
    });

  const logStop = async ({ person }: Actor, work: string, reason: string): Promise<void> => {
    const object = { type: "person", id: person.id, name: nameOf(person) } as const;
    await audit.perform(theConsole(), { action: "person.stop-work", object }, async (act) =>
      act.ended({ outcome: "succeeded", detail: `${work}: stopped. ${reason}` }),
    );
  };

  return {
    lost,
    async require(actor, role, entities) {
      const reason = await lost(actor, role, entities);
      if (reason !== undefined) throw refusal(reason);
    },
    during(actor, role, work) {
      let told: Promise<void> | undefined;
      return async () => {
        const reason = await lost(actor, role);
        if (reason === undefined) return;
        told ??= logStop(actor, work, reason);
        await told;
        throw refusal(reason);
      };
    },
  };
}

const nameOf = ({ name, email }: Person): string => name || email;
