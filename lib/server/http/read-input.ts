import "server-only";
import { z } from "zod";
import type { Operation } from "@/lib/contracts/operation";
import { appError } from "../app-error";

export interface Input<O extends Operation> {
  readonly params: z.output<O["params"]>;
  readonly query: z.output<O["query"]>;
  readonly body: z.output<O["body"]>;
}

/** Reads what an operation declares from a request; throws `invalid_input` with a message at each wrong field. */
export async function readInput<O extends Operation>(
  operation: O,
  request: Request,
  pathParams: Record<string, string>,
): Promise<Input<O>> {
  const { search, searchParams } = new URL(request.url);
  refuseIllFormed(operation, search, pathParams);
  const body = operation.method === "GET" ? {} : await readBody(operation, request);
  return {
    params: parse<O["params"]>(operation.params, pathParams),
    query: parse<O["query"]>(operation.query, readQuery(operation, searchParams)),
    body: parse<O["body"]>(operation.body, body),
  };
}

/**
 * Nothing is passed over: a filter with a slip in its name, or given twice, would answer with more than was asked for,
 * and an export or a selection would take it for all there is.
 */
function readQuery({ query }: Operation, given: URLSearchParams): Record<string, string> {
  const known = query instanceof z.ZodObject ? Object.keys(query.shape) : undefined;
  const names = [...given.keys()];
  const wrong = (name: string, message: string) => ({ path: name.slice(0, 60), message });
  const errors = [...new Set(names)].flatMap((name) => {
    if (known && !known.includes(name))
      return wrong(name, `There is no parameter of this name. Known are: ${known.join(", ") || "none"}.`);
    if (names.indexOf(name) !== names.lastIndexOf(name))
      return wrong(name, "Give it once; several values go with commas between.");
    return [];
  });
  const [first] = errors;
  if (first) throw appError("invalid_input", `${first.path}: ${first.message}`, { errors });
  return Object.fromEntries(given);
}

function parse<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const errors = parsed.error.issues.map((issue) => ({ path: issue.path.join("."), message: issue.message }));
  throw appError("invalid_input", errors[0]?.message ?? "The request could not be understood.", { errors });
}

async function readBody(operation: Operation, request: Request): Promise<unknown> {
  const text = await readCapped(request, operation.bodyKiB);
  // A call that takes no body may be sent without one; whatever is sent must be JSON.
  if (text === "") return {};
  const contentType = request.headers.get("content-type") ?? "";
  if (!/^application\/json\s*(;|$)/i.test(contentType)) {
    throw appError("unsupported_media_type", "The body must be JSON.", {
      advice: "Send it with Content-Type: application/json.",
    });
  }
  const body = parseJson(text);
  if (body === undefined)
    throw appError("invalid_input", `The body of ${operation.method} ${operation.path} is not valid JSON.`);
  if (!body.isWellFormed) throw illFormed(`The body of ${operation.method} ${operation.path}`);
  return body.value;
}

/** JSON may hold half of a pair as an escape. */
function parseJson(text: string): { readonly value: unknown; readonly isWellFormed: boolean } | undefined {
  let isWellFormed = true;
  try {
    const value: unknown = JSON.parse(text, (name, member: unknown) => {
      isWellFormed &&= name.isWellFormed() && (typeof member !== "string" || member.isWellFormed());
      return member;
    });
    return { value, isWellFormed };
  } catch {
    return undefined;
  }
}

/** Half of a character would be stored as another text than it was sent, so that it is never found again. */
function refuseIllFormed(operation: Operation, search: string, pathParams: Record<string, string>): void {
  const escapes = search.match(/(?:%[0-9a-f]{2})+/gi) ?? [];
  if (!escapes.every(isUtf8) || !Object.values(pathParams).every((value) => value.isWellFormed()))
    throw illFormed(`The address of ${operation.method} ${operation.path}`);
}

function isUtf8(escapes: string): boolean {
  try {
    decodeURIComponent(escapes);
    return true;
  } catch {
    return false;
  }
}

const illFormed = (what: string) =>
  appError("invalid_input", `${what} holds half of a character.`, {
    advice: "Send text as UTF-8, and each character beyond U+FFFF as a whole pair.",
  });

/** The body as text; throws `payload_too_large` as soon as it is known to be. */
export async function readCapped(request: Request, atMostKiB = 64): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = request.body?.getReader();
  for (let chunk = await reader?.read(); chunk?.value; chunk = await reader?.read()) {
    size += chunk.value.byteLength;
    if (size > atMostKiB * 1024) {
      throw appError("payload_too_large", `A request may carry at most ${atMostKiB} KiB.`);
    }
    chunks.push(chunk.value);
  }
  return Buffer.concat(chunks).toString("utf8");
}
