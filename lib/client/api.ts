import type { z } from "zod";
import type { CheckStep } from "@/lib/contracts/checks";
import type { Operation } from "@/lib/contracts/operation";
import { type Problem, problem } from "@/lib/contracts/problems";
import { NDJSON, type StreamLine, streamLine } from "@/lib/contracts/streams";

import { signInAgain } from "./sign-in-again";

/** What a call may be given: path parameters, query and body as the operation declares them. */
export interface CallInput<O extends Operation> {
  readonly params?: z.input<O["params"]>;
  readonly query?: z.input<O["query"]>;
  readonly body?: z.input<O["body"]>;
  readonly signal?: AbortSignal;
}

/** A call that did not succeed, with the words for people. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  constructor(readonly problem: Problem) {
    super(problem.detail);
  }
}

/** Calls an operation of the console and parses what it answers. Throws {@link ApiError}. */
export async function call<O extends Operation>(
  operation: O,
  input: CallInput<O> = {},
): Promise<z.output<O["answer"]>> {
  const response = await callForResponse(operation, input);
  return parse<O["answer"]>(operation.answer, operation.status === 204 ? {} : await response.json());
}

/**
 * As {@link call}, for what the answer says in its headers. What asks for a recent sign-in waits here until people
 * have proved who they are.
 */
export async function callForResponse<O extends Operation>(
  operation: O,
  input: CallInput<O>,
  accept = "application/json",
): Promise<Response> {
  const response = await send(operation, input, accept);
  if (response.ok) return response;
  const problem = await readProblem(response);
  if (problem.code !== "sign_in_again" || !(await signInAgain())) throw new ApiError(problem);
  // The very same call goes on where it was held up; the server has done nothing yet.
  const again = await send(operation, input, accept);
  if (again.ok) return again;
  throw new ApiError(await readProblem(again));
}

async function send<O extends Operation>(
  operation: O,
  input: CallInput<O>,
  accept: string,
): Promise<Response> {
  try {
    return await fetch(addressOf(operation, input), {
      method: operation.method,
      headers: { accept, ...(input.body === undefined ? {} : { "content-type": "application/json" }) },
      ...(input.body === undefined ? {} : { body: JSON.stringify(input.body) }),
      ...(input.signal ? { signal: input.signal } : {}),
    });
  } catch (failure) {
    if (input.signal?.aborted) throw failure;
    throw new ApiError(unreachable());
  }
}

/** Calls an operation that takes its time and tells of each step as it passes. Throws {@link ApiError}. */
export const callWithSteps = <O extends Operation>(
  operation: O,
  input: CallInput<O>,
  onStep: (step: CheckStep) => void,
): Promise<z.output<O["answer"]>> =>
  callForLines(operation, input, (line) => {
    if (line.type === "step") onStep(line.step);
  });

/** As {@link callWithSteps}, for what else an operation tells; `events` says how that looks. */
export const callWithEvents = <O extends Operation, Events extends z.ZodType>(
  operation: O,
  input: CallInput<O>,
  events: Events,
  onEvent: (event: z.output<Events>) => void,
): Promise<z.output<O["answer"]>> =>
  callForLines(operation, input, (line) => {
    if (line.type === "event") onEvent(events.parse(line.event));
  });

async function callForLines<O extends Operation>(
  operation: O,
  input: CallInput<O>,
  onLine: (line: StreamLine) => void,
): Promise<z.output<O["answer"]>> {
  const response = await callForResponse(operation, input, NDJSON);
  for await (const text of lines(response)) {
    const line = streamLine.parse(JSON.parse(text));
    onLine(line);
    if (line.type === "problem") throw new ApiError(line.problem);
    if (line.type === "result") return parse<O["answer"]>(operation.answer, line.result);
  }
  throw new ApiError(unreachable());
}

/** The address of an operation, with every id encoded. */
export function addressOf<O extends Operation>(operation: O, { params, query }: CallInput<O>): string {
  const path = operation.path.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(String(memberOf(params, name))),
  );
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value !== undefined && value !== "") search.set(name, String(value));
  }
  return search.size > 0 ? `${path}?${search}` : path;
}

const parse = <Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> =>
  schema.parse(value);

const memberOf = (params: unknown, name: string): unknown =>
  (params as Record<string, unknown> | undefined)?.[name];

async function readProblem(response: Response): Promise<Problem> {
  const parsed = problem.safeParse(await response.json().catch(() => undefined));
  return parsed.success ? parsed.data : unreachable(response.status);
}

/** For the case that not even the console could say what is wrong. */
const unreachable = (status = 503): Problem => ({
  type: "about:blank",
  title: "The console did not answer",
  status,
  code: "unavailable",
  detail: "The console did not answer. It may have been stopped, or the network is down.",
  advice: "Check that it runs, then try again.",
  requestId: "",
});

async function* lines(response: Response): AsyncGenerator<string> {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (let chunk = await reader?.read(); chunk && !chunk.done; chunk = await reader?.read()) {
    const parts = (rest + chunk.value).split("\n");
    rest = parts.pop() ?? "";
    yield* parts.filter(Boolean);
  }
  if (rest) yield rest;
}
