import "server-only";
import type { Person } from "@/lib/contracts/people";
import { covers, type Role } from "@/lib/contracts/roles";
import { appError } from "./app-error";

/** Who asks, through which session, in which request: the first argument of every use case. */
export interface Actor {
  readonly person: Person;
  readonly sessionId: string | null;
  readonly requestId: string;
}

/** Throws `forbidden` unless the actor's role covers the one needed. */
export function requireRole(actor: Actor, needed: Role): void {
  if (covers(actor.person.role, needed)) return;
  throw appError("forbidden", `This needs the role ${needed}; yours is ${actor.person.role}.`, {
    advice: "Ask an administrator of this console for that role.",
  });
}
