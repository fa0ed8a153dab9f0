import "server-only";
import type { z } from "zod";
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
  const { searchParams } = new URL(request.url);
  const body = operation.method === "GET" ? {} : await readBody(operation, request);
  return {
    params: parse<O["params"]>(operation.params, pathParams),
    query: parse<O["query"]>(operation.query, Object.fromEntries(searchParams)),
    body: parse<O["body"]>(operation.body, body),
  };
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
  try {
    return JSON.parse(text);
  } catch {
    throw appError("invalid_input", `The body of ${operation.method} ${operation.path} is not valid JSON.`);
  }
}

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
