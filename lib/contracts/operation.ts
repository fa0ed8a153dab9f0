import { z } from "zod";
import type { Effect } from "./effects";
import type { Role } from "./roles";

const nothing = z.object({});
type Nothing = typeof nothing;

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
type Path = `/api/${string}`;

/**
 * One call of the HTTP API, declared once: the route parses by it, what the browser calls is checked against its type,
 * and `/api/openapi.json` describes it.
 */
export interface Operation<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Answer extends z.ZodType = z.ZodType,
  M extends Method = Method,
  At extends Path = Path,
  Events extends z.ZodType | undefined = z.ZodType | undefined,
> {
  readonly id: string;
  readonly method: M;
  /** With `{name}` for each path parameter. */
  readonly path: At;
  /** The least role that may call it; `none` needs no session. */
  readonly role: Role | "none";
  readonly summary: string;
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  readonly answer: Answer;
  /** Status of success. */
  readonly status: 200 | 201 | 204;
  /** Whether `Accept: application/x-ndjson` gets the steps of the work as they pass. */
  readonly streams: boolean;
  /** What else such a stream tells while the work goes on; nothing for all but a few. */
  readonly events: Events;
  /** What it brings about: from this follows whether it asks for a recent sign-in. */
  readonly effect: Effect;
  /** Whether somebody may call it who must set up a second factor before anything else. */
  readonly duringEnrolment: boolean;
  /** Media types of the file that comes instead of a JSON answer; none for all but exports. */
  readonly files: readonly string[];
  /** The largest body that is taken, in KiB. */
  readonly bodyKiB: number;
}

type Declaration<P, Q, B, A, M, At, E> = Pick<Operation, "id" | "role" | "summary"> & {
  readonly method: M;
  readonly path: At;
  readonly params?: P;
  readonly query?: Q;
  readonly body?: B;
  readonly answer?: A;
  readonly status?: Operation["status"];
  readonly streams?: boolean;
  readonly events?: E;
  readonly duringEnrolment?: boolean;
  readonly files?: Operation["files"];
  readonly bodyKiB?: number;
} & EffectOf<M>;

/** Reading changes nothing; everything else says what it does. */
type EffectOf<M> = M extends "GET" ? { readonly effect?: never } : { readonly effect: Effect };

export function operation<
  P extends z.ZodType = Nothing,
  Q extends z.ZodType = Nothing,
  B extends z.ZodType = Nothing,
  A extends z.ZodType = Nothing,
  const M extends Method = Method,
  const At extends Path = Path,
  E extends z.ZodType | undefined = undefined,
>(declared: Declaration<P, Q, B, A, M, At, E>): Operation<P, Q, B, A, M, At, E> {
  return {
    id: declared.id,
    method: declared.method,
    path: declared.path,
    role: declared.role,
    summary: declared.summary,
    // The defaults are what the type parameters default to; TypeScript cannot see that they belong together.
    params: declared.params ?? (nothing as z.ZodType as P),
    query: declared.query ?? (nothing as z.ZodType as Q),
    body: declared.body ?? (nothing as z.ZodType as B),
    answer: declared.answer ?? (nothing as z.ZodType as A),
    status: declared.status ?? 200,
    streams: declared.streams ?? false,
    events: declared.events as E,
    effect: declared.effect ?? "none",
    duringEnrolment: declared.duringEnrolment ?? false,
    files: declared.files ?? [],
    // Most bodies are no larger than a form.
    bodyKiB: declared.bodyKiB ?? 64,
  };
}

/** Whether something that a contract exports is an operation, and no schema, type or word of it. */
export const isOperation = (exported: unknown): exported is Operation =>
  typeof exported === "object" && exported !== null && "effect" in exported && "answer" in exported;
