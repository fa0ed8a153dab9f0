import "server-only";
import type { OutwardAnswer, OutwardState } from "@/lib/contracts/outward";
import { type Actor, requireRole, theConsole } from "../actor";
import { type AppError, appError } from "../app-error";
import type { AuditLog } from "../audit/audit-log";
import type { Clock } from "../clock";
import { requireStepUp } from "../step-up";
import type { StoredHold } from "../store/installation/outward-hold";
import type { Entities, Store } from "../store/store";
import { pauseByConsole } from "./revocations/pause-by-console";

/**
 * Whether this console may act outward. A database that was restored, or put here by hand, may be one of two that believe
 * to be the only one: until an administrator has said which it is, nothing goes out by itself, and nobody changes
 * anything at Qlik through it (decision 0062).
 */
export interface Outward {
  /** Undefined: it may act. */
  held(): Promise<StoredHold | undefined>;
  /** Throws `conflict` while it is held. */
  require(): Promise<void>;
  /** For what runs in the background, before each round. False while it is held; then what was running is paused. */
  mayWork(): Promise<boolean>;
  /** Holds it from now on, for the reason given; what holds already keeps its reason. */
  hold(because: string): Promise<void>;
  get(actor: Actor): Promise<OutwardState>;
  /** Throws `conflict` when nothing is held. */
  answer(actor: Actor, answer: OutwardAnswer): Promise<OutwardState>;
}

export interface OutwardDependencies {
  readonly store: Store;
  readonly audit: AuditLog;
  readonly clock: Clock;
  /** Called after an administrator has said which installation this is. */
  readonly onAnswered?: (answer: OutwardAnswer) => void | Promise<void>;
}

export function createOutward({ store, audit, clock, onAnswered }: OutwardDependencies): Outward {
  const pauseRunning = async ({ because }: StoredHold, entities: Entities): Promise<void> => {
    for (const id of await entities.revocations.running())
      await pauseByConsole({ audit, entities }, id, because);
  };

  const view = async (): Promise<OutwardState> => {
    const hold = await store.outwardHold.find();
    if (!hold) return { held: null };
    const { since, because, copy } = hold;
    return {
      held: {
        since: since.toISOString(),
        because,
        copy: copy && { at: copy.at.toISOString(), by: copy.by },
      },
    };
  };

  return {
    held: () => store.outwardHold.find(),
    async require() {
      const hold = await store.outwardHold.find();
      if (hold) throw heldBack(hold);
    },
    async mayWork() {
      const hold = await store.outwardHold.find();
      if (!hold) return true;
      if ((await store.revocations.running()).length > 0)
        await store.transaction((entities) => pauseRunning(hold, entities));
      return false;
    },
    async hold(because) {
      await store.transaction(async (entities) => {
        if (!(await entities.outwardHold.begin(clock(), because))) return;
        const act = { action: "installation.hold", object: THIS } as const;
        const intents = await audit.intendAll(theConsole(), [act], entities);
        await intents[0]?.end({ outcome: "succeeded", detail: because }, entities);
        const hold = await entities.outwardHold.find();
        if (hold) await pauseRunning(hold, entities);
      });
    },
    async get(actor) {
      requireRole(actor, "viewer");
      return view();
    },
    async answer(actor, answer) {
      requireRole(actor, "admin");
      requireStepUp(actor, "ends-access-of-many", clock);
      await audit.perform(actor, { action: "installation.answer", object: THIS }, (act) =>
        store.transaction(async (entities) => {
          const hold = await entities.outwardHold.find();
          if (!hold)
            throw appError(
              "conflict",
              "Nothing is held back: somebody has said which installation this is.",
              {
                advice: "Load the page again.",
              },
            );
          await pauseRunning(hold, entities);
          if (answer === "copy") await entities.outwardHold.keepAsCopy(clock(), actor.person.name);
          else await entities.outwardHold.end();
          return act.endIn(entities, { outcome: "succeeded", detail: answerWords[answer] });
        }),
      );
      await onAnswered?.(answer);
      return view();
    },
  };
}

const THIS = { type: "installation", id: "installation", name: "This installation" } as const;

const answerWords: Record<OutwardAnswer, string> = {
  "takes-over": "It takes over from the one before.",
  copy: "It is a copy to look at.",
};

/** Why something is not done while nobody has said which installation this is. */
const heldBack = ({ because, copy }: StoredHold): AppError =>
  appError("conflict", `${because} ${copy ? COPY : UNANSWERED} Nothing was changed at Qlik.`, {
    advice: "An administrator says at the top of any page that it takes over from the installation before.",
  });

const COPY = "It is kept as a copy to look at.";
const UNANSWERED = "Nobody has said yet which installation this is.";
