import type { z } from "zod";
import type { Operation } from "@/lib/contracts/operation";
import type { Problem, ProblemCode } from "@/lib/contracts/problems";
import { activityOfCall } from "./activity";
import { personOfCall } from "./page-person";
import { goesOn } from "./sign-in-again";

/** What a call may be given: path parameters, query and body as the operation declares them. */
export interface CallInput<O extends Operation> {
  readonly params?: z.input<O["params"]>;
  readonly query?: z.input<O["query"]>;
  readonly body?: z.input<O["body"]>;
  readonly signal?: AbortSignal;
}

/** An operation by its method and path. Its contract is used as a type alone: schemas would be half of a page's scripts. */
export type AddressOf<O extends Operation> = `${O["method"]} ${O["path"]}`;

/** A call that did not succeed, with the words for people. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  constructor(readonly problem: Problem) {
    super(problem.detail);
  }
}

/**
 * Calls an operation of the console: `call<typeof getTenant>("GET /api/tenants/{tenantId}", …)`. What comes back has
 * been parsed by its route on the way out and is taken at its word (decision 0046). Throws {@link ApiError}.
 */
export async function call<O extends Operation>(
  address: AddressOf<O>,
  input: CallInput<O> = {},
): Promise<z.output<O["answer"]>> {
  const response = await callForResponse(address, input);
  const answer: unknown = response.status === 204 ? {} : await response.json();
  return answer as z.output<O["answer"]>;
}

/**
 * As {@link call}, for what the answer says in its headers. What is refused because the session has ended, is another
 * person's, or wants a recent sign-in waits here until people have seen to that, and then the very same call is sent
 * again: the server has done nothing yet. Each of these refusals is taken so once.
 */
export async function callForResponse<O extends Operation>(
  address: AddressOf<O>,
  input: CallInput<O>,
  accept = "application/json",
): Promise<Response> {
  const met = new Set<ProblemCode>();
  const held = { isAct: !address.startsWith("GET "), signal: input.signal };
  for (;;) {
    const response = await send(address, input, accept);
    if (response.ok) return response;
    const problem = await readProblem(response);
    if (met.has(problem.code) || !(await goesOn(problem, held))) throw new ApiError(problem);
    met.add(problem.code);
  }
}

async function send<O extends Operation>(
  address: AddressOf<O>,
  input: CallInput<O>,
  accept: string,
): Promise<Response> {
  try {
    return await fetch(addressOf(address, input), {
      method: address.slice(0, address.indexOf(" ")),
      headers: {
        accept,
        ...activityOfCall(),
        ...personOfCall(),
        ...(input.body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(input.body === undefined ? {} : { body: JSON.stringify(input.body) }),
      ...(input.signal ? { signal: input.signal } : {}),
    });
  } catch (failure) {
    if (input.signal?.aborted) throw failure;
    throw new ApiError(unreachable());
  }
}

/** The URL of an operation, with every id encoded. */
export function addressOf<O extends Operation>(
  address: AddressOf<O>,
  { params, query }: CallInput<O>,
): string {
  const path = address
    .slice(address.indexOf(" ") + 1)
    .replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(memberOf(params, name))));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value !== undefined && value !== "") search.set(name, String(value));
  }
  return search.size > 0 ? `${path}?${search}` : path;
}

const memberOf = (params: unknown, name: string): unknown =>
  (params as Record<string, unknown> | undefined)?.[name];

async function readProblem(response: Response): Promise<Problem> {
  const told: unknown = await response.json().catch(() => undefined);
  return isProblem(told) ? told : unreachable(response.status);
}

/** What stands between, such as a proxy, may answer in the console's place. */
const isProblem = (told: unknown): told is Problem =>
  typeof told === "object" && told !== null && "code" in told && "detail" in told && "requestId" in told;

/** For the case that not even the console could say what is wrong. */
export const unreachable = (status = 503): Problem => ({
  type: "about:blank",
  title: "The console did not answer",
  status,
  code: "unavailable",
  detail: "The console did not answer. It may have been stopped, or the network is down.",
  advice: "Check that it runs, then try again.",
  requestId: "",
});
