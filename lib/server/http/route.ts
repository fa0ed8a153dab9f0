import "server-only";
import { randomUUID } from "node:crypto";
import type { NextRequest } from "next/server";
import type { z } from "zod";
import { ACTIVITY_HEADER } from "@/lib/contracts/activity";
import type { CheckStep } from "@/lib/contracts/checks";
import { isGrave } from "@/lib/contracts/effects";
import type { Operation } from "@/lib/contracts/operation";
import { PERSON_HEADER } from "@/lib/contracts/page-person";
import { personWords } from "@/lib/contracts/person-words";
import type { Problem } from "@/lib/contracts/problems";
import { NDJSON } from "@/lib/contracts/streams";
import { type Actor, type RequestOrigin, requireRole } from "../actor";
import { appError } from "../app-error";
import type { Services } from "../services/services";
import { requireStepUp } from "../step-up";
import { type Edge, getEdge } from "./edge";
import { problemResponse, toProblem } from "./problem-response";
import { type Input, readInput } from "./read-input";
import { refuseOtherHosts, refuseOtherOrigins } from "./request-actor";
import { type FileAnswer, streamFile } from "./stream-file";
import { streamSteps } from "./stream-steps";

type ActorOf<O extends Operation> = O["role"] extends "none" ? Actor | undefined : Actor;

export interface Call<O extends Operation> extends Input<O> {
  readonly actor: ActorOf<O>;
  readonly services: Services;
  /** Where the call comes from. */
  readonly origin: RequestOrigin;
  /** Aborted when the caller goes away. */
  readonly signal: AbortSignal;
  /** Headers to add to the answer. */
  readonly headers: Headers;
  /** Tells the caller of a step of long work, where the operation streams and the caller wants it. */
  readonly onStep: (step: CheckStep) => void;
  /** Tells the caller what else goes on, as the operation declares it. */
  readonly onEvent: (event: unknown) => void;
}

type Answer<O extends Operation> = z.input<O["answer"]>;
type RouteHandler = (
  request: NextRequest,
  context: { params: Promise<Record<string, string> | undefined> },
) => Promise<Response>;

/**
 * Makes a route handler out of a declared operation and one call of a service. Everything that protects a route is
 * here and nowhere else: address, origin, session, role, size and shape of the input, shape of the answer.
 */
export function route<O extends Operation>(
  operation: O,
  perform: (call: Call<O>) => Promise<Answer<O> | undefined>,
): RouteHandler {
  return handler(operation, async (call, request, tell) => {
    if (operation.streams && request.headers.get("accept")?.includes(NDJSON)) {
      return streamSteps(
        async ({ onStep, onEvent, signal }) =>
          operation.answer.parse(
            await perform({
              ...call,
              onStep,
              onEvent: (event) => onEvent(operation.events?.parse(event)),
              signal: AbortSignal.any([call.signal, signal]),
            }),
          ),
        tell,
        call.headers,
      );
    }
    const answer = await perform(call);
    if (operation.status === 204) return new Response(null, { status: 204, headers: call.headers });
    // Parsed on the way out too: what the contract does not name does not leave.
    return Response.json(operation.answer.parse(answer), { status: operation.status, headers: call.headers });
  });
}

/** As {@link route}, for an operation that answers with a file. */
export function fileRoute<O extends Operation>(
  operation: O,
  perform: (call: Call<O>) => Promise<FileAnswer>,
): RouteHandler {
  return handler(operation, async (call, _request, tell) =>
    streamFile(await perform(call), tell, call.headers),
  );
}

function handler<O extends Operation>(
  operation: O,
  respond: (call: Call<O>, request: NextRequest, tell: (failure: unknown) => Problem) => Promise<Response>,
): RouteHandler {
  return async (request, context) => {
    const requestId = randomUUID();
    const edge = await getEdge();
    const { runtime } = edge;
    const tell = (failure: unknown) => toProblem(failure, requestId, runtime.log);
    try {
      const caller = { operation, request, requestId, edge };
      const admitted = await admit(caller);
      const input = await readInput(operation, request, (await context.params) ?? {});
      // A body may take its time, and whoever sends it may have lost the right meanwhile.
      const actor = admitted && operation.method !== "GET" ? await signedIn(caller) : admitted;
      if (actor) requireMay(actor, caller);
      const headers = new Headers({ "cache-control": "no-store", "x-request-id": requestId });
      const call: Call<O> = {
        ...input,
        actor: actor as ActorOf<O>,
        services: runtime.services,
        origin: edge.origins(request.headers),
        signal: request.signal,
        headers,
        onStep: () => undefined,
        onEvent: () => undefined,
      };
      return await respond(call, request, tell);
    } catch (failure) {
      return problemResponse(tell(failure));
    }
  };
}

interface Caller {
  readonly operation: Operation;
  readonly request: NextRequest;
  readonly requestId: string;
  readonly edge: Edge;
}

/** Who may call: the right address, from our own pages if it changes something, signed in, with the role. */
async function admit(caller: Caller): Promise<Actor | undefined> {
  const { operation, request } = caller;
  const { runtime } = caller.edge;
  // Health is asked by what watches over the process, under whatever name it has for it.
  if (operation.path.startsWith("/api/health/")) return undefined;
  refuseOtherHosts(request.headers.get("host"), runtime.env.publicUrl, runtime.log);
  if (operation.method !== "GET") refuseOtherOrigins(request.headers, runtime.env.publicUrl);
  if (operation.role === "none") return undefined;
  const actor = await signedIn(caller);
  if (actor.sessionId !== null) runtime.requestBudget.take(actor.sessionId);
  requireMay(actor, caller);
  return actor;
}

async function signedIn({ request, requestId, edge }: Caller): Promise<Actor> {
  const actor = await edge.actors.find({
    host: request.headers.get("host"),
    cookie: (name) => request.cookies.get(name)?.value,
    requestId,
    origin: edge.origins(request.headers),
    byPerson: request.headers.has(ACTIVITY_HEADER),
  });
  if (!actor)
    throw appError("unauthenticated", "There is no session, or it has ended.", {
      advice: "Sign in and try again.",
    });
  refuseOtherPersons(actor, request.headers.get(PERSON_HEADER));
  return actor;
}

/** Throws `other_person` where the page that calls was opened by somebody else than who is signed in. */
function refuseOtherPersons({ person }: Actor, expected: string | null): void {
  if (expected === null || expected === person.id) return;
  throw appError(
    "other_person",
    `${personWords(person)} is signed in in this browser now, and this page is somebody else's.`,
    {
      advice: "Reload the page to go on as who is signed in. Nothing was done.",
    },
  );
}

/** With the role, and a recent sign-in where that is needed. */
function requireMay(actor: Actor, { operation, edge: { runtime } }: Caller): void {
  if (actor.mustEnrol && !operation.duringEnrolment) {
    throw appError("second_factor_needed", "Your role must have a second factor, and you have none yet.", {
      advice: `Set one up at ${runtime.env.publicUrl}/second-factor, then go on.`,
    });
  }
  if (operation.role !== "none") requireRole(actor, operation.role);
  if (isGrave(operation.effect)) requireStepUp(actor, operation.effect, runtime.clock);
}
