import "server-only";
import type { AuditAction, ObjectTypeOf } from "@/lib/contracts/acts";
import type { AuditOutcome } from "@/lib/contracts/audit-events";
import type { QlikAnswer } from "@/lib/contracts/qlik-answers";
import type { TokenOwner } from "@/lib/contracts/token-owner";
import type { Entities } from "../store/store";

/** What is acted on, under the name that it has now. */
export interface AuditObject<Type extends string = ObjectTypeOf<AuditAction>> {
  readonly type: Type;
  readonly id: string;
  readonly name: string;
}

interface ActFacts {
  readonly tenant?: { readonly id: string; readonly name: string };
  /** Why, in the person's own words, where they were asked. */
  readonly reason?: string | undefined;
  /** Whose token it is on, where it is on one. */
  readonly owner?: TokenOwner | undefined;
  /** The intent of the act that this one is a part of. */
  readonly partOf?: string | undefined;
}

interface ActOf<Action extends AuditAction> extends ActFacts {
  readonly action: Action;
  readonly object?: AuditObject<ObjectTypeOf<Action>>;
}

/** One of the declared acts, on an object of the type that its declaration names. */
export type Act = { [Action in AuditAction]: ActOf<Action> }[AuditAction];

/** An act as an entry holds it. */
export type Written = ActFacts & { readonly action: AuditAction; readonly object?: AuditObject };

export interface ActEnd extends Pick<ActFacts, "tenant"> {
  readonly object?: AuditObject;
  readonly outcome: AuditOutcome;
  readonly detail?: string | undefined;
  readonly qlik?: QlikAnswer | undefined;
}

export interface Intent {
  /** By which its outcome, its parts, and what is kept beside it name it. */
  readonly id: string;
  /** Writes how it ended; inside a transaction when given its entities, so that deed and entry stand or fall together. */
  end(end: ActEnd, entities?: Entities): Promise<void>;
}
