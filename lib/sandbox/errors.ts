import { randomBytes } from "node:crypto";

/**
 * How an API writes its errors: `status` inside the body is text in some and a number in others, and not all
 * of them send a trace id.
 */
export type ErrorManner = { readonly statusAs: "text" | "number"; readonly withTraceId: boolean };

/** Of an address that belongs to no resource. */
export const COMMON_ERRORS: ErrorManner = { statusAs: "text", withTraceId: true };

export type Problem = {
  readonly status: number;
  readonly title: string;
  /** Left out where no public sample shows one: then `HTTP-<status>`, as the sample of a 429 has it. */
  readonly code?: string;
  readonly detail?: string;
  /** Name of the query parameter that is wrong. */
  readonly parameter?: string;
};

const traceId = (): string => `${"0".repeat(16)}${randomBytes(8).toString("hex")}`;

/** An error answer in the manner of an API. */
export function problem(manner: ErrorManner, { status, title, code, detail, parameter }: Problem): Response {
  const error = {
    code: code ?? `HTTP-${status}`,
    title,
    status: manner.statusAs === "text" ? String(status) : status,
    ...(detail === undefined ? {} : { detail }),
    ...(parameter === undefined ? {} : { source: { parameter } }),
  };
  const body = { errors: [error], ...(manner.withTraceId ? { traceId: traceId() } : {}) };
  return Response.json(body, { status });
}

/** A hostname that is no tenant. The sample has no trace id. */
export const noSuchHost = (): Response =>
  problem(
    { statusAs: "text", withTraceId: false },
    { status: 401, code: "LOGIN-2", title: "No authentication configured for this hostname" },
  );

/** A tenant out of service: the vendor's pages name one code for the token endpoint, another for the rest. */
export const tenantOutOfService = (path: string): Response =>
  problem(
    { statusAs: "text", withTraceId: true },
    {
      status: 401,
      code: path === "/oauth/token" ? "TENANT_DEACTIVATED" : "TENANT_DISABLED",
      title: "Tenant has been deactivated. Contact your administrator for more details.",
    },
  );
