import "server-only";
import type { RevocationState } from "@/lib/contracts/revocations";
import { type Actor, requireRole } from "../../actor";
import { appError } from "../../app-error";
import type { Act } from "../../audit/act";
import type { AuditLog } from "../../audit/audit-log";
import type { Clock } from "../../clock";
import { requireStepUp } from "../../step-up";
import type { StoredRevocation } from "../../store/revocations/revocations";
import type { Entities, Store } from "../../store/store";
import type { Outward } from "../outward";
import { actingIn } from "./acting-in";

/** Something that somebody does with a revocation, in one transaction; false when it came too late. */
interface Command {
  readonly action: Extract<
    Act["action"],
    "revocation.pause" | "revocation.resume" | "revocation.retry" | "revocation.cancel"
  >;
  readonly tooLate: string;
  change(entities: Entities, id: string): Promise<boolean>;
}

/** As {@link Command}, after which it runs in the name of who has said so. */
interface GoOn extends Command {
  readonly from: readonly RevocationState[];
}

export const pausing: Command = {
  action: "revocation.pause",
  tooLate: "It is not running, so it cannot be paused.",
  change: ({ revocations }, id) => revocations.changeState(id, ["running"], "paused", null),
};

export const cancelling = (at: Date): Command => ({
  action: "revocation.cancel",
  tooLate: "It is over already, so there is nothing to cancel.",
  async change({ revocations, revocationItems }, id) {
    if (!(await revocations.changeState(id, ["running", "paused"], "cancelled", at))) return false;
    await revocationItems.turn(id, ["pending"], { state: "cancelled", endedAt: at });
    return true;
  },
});

export const resuming: GoOn = {
  action: "revocation.resume",
  tooLate: "It is not paused.",
  from: ["paused"],
  change: async () => true,
};

/** What has failed, or is unknown, is tried again. */
export const retrying: GoOn = {
  action: "revocation.retry",
  tooLate: "Nothing in it has failed.",
  from: ["running", "paused", "finished", "cancelled"],
  async change({ revocations, revocationItems }, id) {
    const again = await revocationItems.turn(id, ["failed", "unknown"], { state: "pending", endedAt: null });
    return again + (await revocations.unparkAll(id)) > 0;
  },
};

export interface CommandDependencies {
  readonly store: Store;
  readonly audit: AuditLog;
  readonly outward: Pick<Outward, "require">;
  readonly clock: Clock;
  readonly find: (id: string) => Promise<StoredRevocation>;
  readonly wake: () => void;
}

export function createRevocationCommands({ store, audit, outward, clock, find, wake }: CommandDependencies) {
  const command = async (actor: Actor, id: string, { action, change, tooLate }: Command): Promise<void> => {
    requireRole(actor, "operator");
    const stored = await find(id);
    const object = { type: "revocation", id, name: stored.selection } as const;
    await audit.perform(actor, { action, object }, (act) =>
      store.transaction(async (entities) => {
        if (!(await change(entities, id))) throw conflict(tooLate);
        return act.endIn(entities, { outcome: "succeeded" });
      }),
    );
    wake();
  };

  return {
    /** Throws `conflict` when it comes too late. */
    command,
    /**
     * As {@link command}. From then on it is done by whoever has said so, in their name and role: the one who started it
     * may not be there any more. The log tells of that as an act of its own.
     */
    async goOn(actor: Actor, id: string, asked: GoOn): Promise<void> {
      requireRole(actor, "operator");
      requireStepUp(actor, "ends-access-of-many", clock);
      await outward.require();
      const { person, sessionId, address, requestId } = actor;
      const by = { person, sessionId, address, requestId, at: clock() };
      await command(actor, id, {
        ...asked,
        async change(entities) {
          const before = await entities.revocations.find(id);
          if (!before || !(await asked.change(entities, id))) return false;
          if (!(await entities.revocations.goOn(id, asked.from, by))) return false;
          const former = actingIn(before).person;
          if (former.id === person.id) return true;
          const object = { type: "revocation", id, name: before.selection } as const;
          const act = { action: "revocation.take-over", object } as const;
          const [intent] = await audit.intendAll(actor, [act], entities);
          await intent?.end(
            { outcome: "succeeded", detail: `From ${former.name || former.email}.` },
            entities,
          );
          return true;
        },
      });
    },
  };
}

export const conflict = (message: string) =>
  appError("conflict", message, { advice: "Look at its page: what you see may be older." });
