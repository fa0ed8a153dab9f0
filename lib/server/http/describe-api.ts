import "server-only";
import { z } from "zod";
import { SINGLE_ACTS, type StepUp, stepUpOf } from "@/lib/contracts/effects";
import { getOpenApi } from "@/lib/contracts/openapi";
import type { Operation } from "@/lib/contracts/operation";
import { problem } from "@/lib/contracts/problems";
import { NDJSON } from "@/lib/contracts/streams";
import { servedOperations } from "../services/services";

/** Every operation of the HTTP API: what the services answer, and this description. */
export const operations: readonly Operation[] = [...servedOperations, getOpenApi];

type Json = Record<string, unknown>;

/** The API as OpenAPI 3.1, made from the schemas by which it is parsed. */
export function describeApi(): Json {
  const paths: Record<string, Json> = {};
  for (const operation of operations) {
    paths[operation.path] = {
      ...paths[operation.path],
      [operation.method.toLowerCase()]: describeOperation(operation),
    };
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Castellan",
      version: "1",
      description: "Ids are Qlik's own. Errors are problem details (RFC 9457).",
    },
    paths,
    components: {
      securitySchemes: { session: { type: "apiKey", in: "cookie", name: "next-auth.session-token" } },
      schemas: { Problem: toSchema(problem, "output") },
    },
  };
}

function describeOperation(operation: Operation): Json {
  const body = operation.method === "GET" ? undefined : toSchema(operation.body, "input");
  return {
    operationId: operation.id,
    summary: operation.summary,
    "x-castellan-role": operation.role,
    ...(operation.method === "GET" ? {} : { "x-castellan-effect": operation.effect }),
    ...describeStepUp(stepUpOf(operation.effect)),
    ...(operation.role === "none" ? {} : { security: [{ session: [] }] }),
    parameters: [...parameters(operation.params, "path"), ...parameters(operation.query, "query")],
    ...(body && hasProperties(body)
      ? { requestBody: { required: requiresSome(body), content: { "application/json": { schema: body } } } }
      : {}),
    responses: {
      [operation.status]: success(operation),
      default: {
        description: "What went wrong and what to do about it",
        content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
      },
    },
  };
}

/** In the words of people who call it, too. */
function describeStepUp(stepUp: StepUp): Json {
  if (stepUp === "never") return {};
  const { most, minutes } = SINGLE_ACTS;
  const when =
    stepUp === "always"
      ? "Asks for a sign-in of the last five minutes"
      : `After ${most} within ${minutes} minutes, asks for a sign-in of the last five minutes`;
  return {
    "x-castellan-recent-sign-in": stepUp,
    description: `${when}: else 403 \`sign_in_again\`, and \`POST /api/session/confirm\` gives it.`,
  };
}

function success(operation: Operation): Json {
  if (operation.status === 204) return { description: "Done" };
  if (operation.files.length > 0) {
    const file = { schema: { type: "string" } };
    const content = Object.fromEntries(operation.files.map((type) => [type.split(";")[0] ?? type, file]));
    return { description: "A file", content };
  }
  const content: Json = { "application/json": { schema: toSchema(operation.answer, "output") } };
  // With this Accept, one JSON line per step of the check, then the result or the problem.
  if (operation.streams) content[NDJSON] = { schema: { type: "string" } };
  return { description: "Done", content };
}

function parameters(schema: z.ZodType, place: "path" | "query"): Json[] {
  const { properties = {}, required = [] } = toSchema(schema, "input") as {
    properties?: Record<string, Json>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, { description, ...type }]) => ({
    name,
    in: place,
    required: place === "path" || required.includes(name),
    ...(description ? { description } : {}),
    schema: type,
  }));
}

const requiresSome = (schema: Json) => ((schema.required as string[] | undefined) ?? []).length > 0;

const hasProperties = (schema: Json) => Object.keys((schema.properties as Json | undefined) ?? {}).length > 0;

function toSchema(schema: z.ZodType, io: "input" | "output"): Json {
  const { $schema: _, ...described } = z.toJSONSchema(schema, { io, unrepresentable: "any" });
  return described;
}
