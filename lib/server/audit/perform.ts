import "server-only";
import type { Actor } from "../actor";
import { isAppError } from "../app-error";
import type { Entities } from "../store/store";
import type { Act, ActEnd, Intent } from "./act";

const written: unique symbol = Symbol("written");

/** That a work has said how it ended; only {@link OpenAct} makes one, so that none can forget to. */
export interface Ended<T> {
  readonly value: T;
  /** How it ended, or that its entry is in the transaction of the deed. */
  readonly end: ActEnd | typeof written;
}

/** What a work is handed, to say once how it ended. */
export interface OpenAct {
  /** By which what is kept of the act names it. */
  readonly id: string;
  /** Writes how it ended in the transaction of the deed, as its last step: both stand or fall together. */
  endIn(entities: Entities, end: ActEnd): Promise<Ended<undefined>>;
  endIn<T>(entities: Entities, end: ActEnd, value: T): Promise<Ended<T>>;
  /** How it ended where no transaction holds the deed; it is written after the work. */
  ended(end: ActEnd): Ended<undefined>;
  ended<T>(end: ActEnd, value: T): Ended<T>;
}

/**
 * Writes what is about to be done, does it, writes how it ended, and gives back what the work gives. A work that throws
 * is written down by {@link endOf}, and what it threw is thrown on. Where the intent cannot be written nothing is done,
 * and `unavailable` is thrown; where the outcome cannot, nothing says that the act failed: interrupted.ts finds out.
 */
export type Perform = <T>(actor: Actor, act: Act, work: (act: OpenAct) => Promise<Ended<T>>) => Promise<T>;

/** {@link Perform} over what writes an intent. */
export const performBy =
  (intend: (actor: Actor, act: Act) => Promise<Intent>): Perform =>
  async (actor, act, work) => {
    const intent = await intend(actor, act);
    const { value, end } = await work(openAct(intent)).catch(async (failure: unknown) => {
      await intent.end(endOf(failure));
      throw failure;
    });
    if (end !== written) await intent.end(end);
    return value;
  };

function openAct(intent: Intent): OpenAct {
  function ended(end: ActEnd): Ended<undefined>;
  function ended<T>(end: ActEnd, value: T): Ended<T>;
  function ended<T>(end: ActEnd, value?: T): Ended<T | undefined> {
    return { value, end };
  }

  function endIn(entities: Entities, end: ActEnd): Promise<Ended<undefined>>;
  function endIn<T>(entities: Entities, end: ActEnd, value: T): Promise<Ended<T>>;
  async function endIn<T>(entities: Entities, end: ActEnd, value?: T): Promise<Ended<T | undefined>> {
    await intent.end(end, entities);
    return { value, end: written };
  }

  return { id: intent.id, ended, endIn };
}

/**
 * How an act ended that a failure broke off: in the words of an `AppError`, with Qlik's answer if it has one. Whether
 * something may have happened at Qlik without an answer only the work knows; it ends as `unknown` then.
 */
export function endOf(failure: unknown): ActEnd {
  if (!isAppError(failure))
    return { outcome: "failed", detail: "The console itself failed; its log says more." };
  return { outcome: "failed", detail: failure.message, qlik: failure.details.qlik };
}
