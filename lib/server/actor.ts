import "server-only";
import { randomUUID } from "node:crypto";
import type { SignInMethod } from "@/lib/contracts/account";
import type { Person } from "@/lib/contracts/people";
import { covers, type Role, rolesFor } from "@/lib/contracts/roles";
import { appError } from "./app-error";

/** From where a request comes, as far as that can be trusted. */
export interface RequestOrigin {
  /** Null where nothing trustworthy tells. */
  readonly address: string | null;
  /** As the browser names itself: for people to recognize, never to decide by. */
  readonly userAgent: string | null;
}

/** Who asks, through which session, in which request: the first argument of every use case. */
export interface Actor {
  readonly person: Person;
  readonly sessionId: string | null;
  readonly requestId: string;
  /** Where the request came from; null where nothing trustworthy tells, and for work that no request asked for. */
  readonly address: string | null;
  /** When the person last proved who they are in this session; null where nobody signed in. */
  readonly authenticatedAt: Date | null;
  /** How this session was begun, and so how somebody comes back after it; null where nobody signed in. */
  readonly method: SignInMethod | null;
  /** Whether this session is good for nothing but setting up the second factor that their role must have. */
  readonly mustEnrol: boolean;
}

/** Somebody who acts without a session: while being made or signing in, or through a command. */
export const actorWithoutSession = (person: Person, address: string | null = null): Actor => ({
  person,
  sessionId: null,
  requestId: randomUUID(),
  address,
  authenticatedAt: null,
  method: null,
  mustEnrol: false,
});

/** Whoever runs a command on the machine itself, under their name there: they hold the key file anyway. */
export const actorAtTheMachine = (userName: string): Actor =>
  actorWithoutSession({ id: "machine", name: `${userName} at the machine`, email: "", role: "admin" });

/** The console itself, for what it does on behalf of nobody. */
export const theConsole = (requestId: string = randomUUID()): Actor => ({
  ...actorWithoutSession({ id: "console", name: "The console", email: "", role: "admin" }),
  requestId,
});

/** Whether there is an account behind the actor, which somebody may disable or give another role. */
export const hasAccount = ({ person }: Actor): boolean => person.id !== "machine" && person.id !== "console";

/** Throws `forbidden` unless the actor's role covers the one needed. */
export function requireRole(actor: Actor, needed: Role): void {
  if (covers(actor.person.role, needed)) return;
  throw appError("forbidden", `This needs the role ${rolesFor(needed)}; yours is ${actor.person.role}.`, {
    advice: "Ask an administrator of this console for that role.",
  });
}
