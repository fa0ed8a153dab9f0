import Ajv2020 from "ajv/dist/2020";
import addFormats from "ajv-formats";
import { describe, expect, test } from "vitest";
import { isGrave, stepUpOf } from "@/lib/contracts/effects";
import { problemCodes } from "@/lib/contracts/problems";
import { describeApi, operations } from "@/lib/server/http/describe-api";
import { handlersOf, routeFiles } from "@/tests/support/http";

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];
const named = operations.map((operation) => [`${operation.method} ${operation.path}`, operation] as const);

interface Described {
  readonly openapi: string;
  readonly paths: Record<string, Record<string, DescribedOperation>>;
  readonly components: { schemas: Record<string, object>; securitySchemes: Record<string, object> };
}
interface DescribedOperation {
  readonly operationId: string;
  readonly summary: string;
  readonly description?: string;
  readonly "x-castellan-role": string;
  readonly "x-castellan-effect"?: string;
  readonly "x-castellan-recent-sign-in"?: string;
  readonly security?: unknown[];
  readonly parameters: {
    name: string;
    in: string;
    required: boolean;
    schema: object;
    description?: string;
  }[];
  readonly requestBody?: { content: Record<string, { schema: object }> };
  readonly responses: Record<string, { description: string; content?: Record<string, { schema: object }> }>;
}

const api = describeApi() as unknown as Described;
const described = (path: string, method: string): DescribedOperation => {
  const found = api.paths[path]?.[method.toLowerCase()];
  if (!found) throw new Error(`${method} ${path} is not described.`);
  return found;
};

/** next-auth's own, and what answers where there is nothing. */
const others = ["/api/auth/{...nextauth}", "/api/{...unknown}"];

test("every operation has a route that answers it, and every route is a declared operation", {
  timeout: 30_000,
}, async () => {
  const routes = await Promise.all(
    routeFiles()
      .filter(({ path }) => !others.includes(path))
      .map(async (route) => {
        const handlers = await handlersOf(route);
        return METHODS.filter((method) => method in handlers).map((method) => `${method} ${route.path}`);
      }),
  );
  expect(routes.flat().sort()).toEqual(named.map(([name]) => name).sort());
});

test.each(named)(
  "%s says what it brings about, and when it asks for a recent sign-in",
  (_name, operation) => {
    const told = described(operation.path, operation.method);
    // What only reads has no effect to declare; everything else is made to by its type.
    if (operation.method === "GET") expect(operation.effect).toBe("none");
    expect(told["x-castellan-effect"]).toBe(operation.method === "GET" ? undefined : operation.effect);
    const stepUp = stepUpOf(operation.effect);
    expect(told["x-castellan-recent-sign-in"]).toBe(stepUp === "never" ? undefined : stepUp);
    expect(told.description?.includes("sign_in_again") ?? false).toBe(stepUp !== "never");
  },
);

test("no operation that changes something for more than its caller goes without a recent sign-in", () => {
  const without = operations
    .filter(({ method, effect }) => method !== "GET" && !isGrave(effect))
    .map(({ id, effect }) => `${id}: ${effect}`);
  expect(without.sort()).toEqual([
    "acceptInvitation: proves-who-it-is",
    "acceptInvitationBySingleSignOn: proves-who-it-is",
    "cancelRevocation: none",
    "changeView: none",
    "confirmSecondFactor: proves-who-it-is",
    "confirmSession: proves-who-it-is",
    "createFirstAdministrator: proves-who-it-is",
    "endOtherSessions: none",
    "endOwnSession: none",
    "endSession: none",
    "pauseRevocation: none",
    "putTableLayout: none",
    "removeSecondFactor: proves-who-it-is",
    "removeView: none",
    "revokeOAuthToken: ends-access-of-one",
    "saveView: none",
    "syncOrganization: none",
    "syncTokens: none",
    "verifyAuditChain: none",
    "verifyCredentials: none",
    "verifyOrganization: none",
    "verifyTenantCredential: none",
  ]);
});

test("no two operations share a name, or a method and path", () => {
  expect(new Set(operations.map(({ id }) => id)).size).toBe(operations.length);
  expect(new Set(named.map(([name]) => name)).size).toBe(operations.length);
});

test("all but set-up, joining and health need somebody who is signed in", () => {
  const open = operations.filter(({ role }) => role === "none").map(({ id }) => id);
  expect(open.sort()).toEqual([
    "acceptInvitation",
    "acceptInvitationBySingleSignOn",
    "createFirstAdministrator",
    "getLiveness",
    "getReadiness",
  ]);
});

test.each([
  ["GET /api/organizations", "viewer"],
  ["POST /api/organizations", "admin"],
  ["PATCH /api/organizations/{organizationId}", "admin"],
  ["DELETE /api/organizations/{organizationId}", "admin"],
  ["POST /api/organizations/{organizationId}/verify", "operator"],
  ["POST /api/organizations/{organizationId}/sync", "operator"],
  ["GET /api/tenants", "viewer"],
  ["GET /api/tenants/export", "viewer"],
  ["GET /api/views", "viewer"],
  ["POST /api/views", "viewer"],
  ["PUT /api/views/{viewId}", "viewer"],
  ["DELETE /api/views/{viewId}", "viewer"],
  ["PUT /api/views/layouts/{table}", "viewer"],
  ["GET /api/tenants/{tenantId}", "viewer"],
  ["POST /api/tenants", "admin"],
  ["PUT /api/tenants/{tenantId}/credential", "admin"],
  ["DELETE /api/tenants/{tenantId}/credential", "admin"],
  ["POST /api/tenants/{tenantId}/credential/verify", "operator"],
  ["GET /api/tenants/{tenantId}/users", "viewer"],
  ["GET /api/tenants/{tenantId}/users/{userId}", "viewer"],
  ["GET /api/tenants/{tenantId}/oauth-tokens", "viewer"],
  ["GET /api/tenants/{tenantId}/users/{userId}/oauth-tokens", "viewer"],
  ["DELETE /api/tenants/{tenantId}/oauth-tokens/{tokenId}", "operator"],
  ["GET /api/audit-events", "auditor"],
  ["GET /api/audit-events/{eventId}", "auditor"],
  ["GET /api/audit-events/export", "auditor"],
  ["POST /api/audit-events/verify", "auditor"],
  ["GET /api/people", "admin"],
  ["PATCH /api/people/{personId}", "admin"],
  ["DELETE /api/people/{personId}", "admin"],
  ["DELETE /api/people/{personId}/second-factor", "admin"],
  ["DELETE /api/people/{personId}/sessions", "admin"],
  ["GET /api/invitations", "admin"],
  ["POST /api/invitations", "admin"],
  ["DELETE /api/invitations/{invitationId}", "admin"],
  ["POST /api/invitations/{invitationId}/renew", "admin"],
  ["GET /api/openapi.json", "viewer"],
])("%s is for a %s, as the interface promises", (name, role) => {
  expect(operations.find((operation) => `${operation.method} ${operation.path}` === name)?.role).toBe(role);
});

describe("the OpenAPI description", () => {
  test("names every operation and no other", () => {
    expect(api.openapi).toBe("3.1.0");
    const names = Object.entries(api.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect(names.sort()).toEqual(named.map(([name]) => name).sort());
  });

  test.each(named)("describes %s: role, parameters, body and answer", (_name, operation) => {
    const told = described(operation.path, operation.method);
    expect([told.operationId, told.summary, told["x-castellan-role"]]).toEqual([
      operation.id,
      operation.summary,
      operation.role,
    ]);
    expect(told.security === undefined).toBe(operation.role === "none");
    const inPath = told.parameters.filter((parameter) => parameter.in === "path");
    expect(inPath.map(({ name }) => `{${name}}`)).toEqual(operation.path.match(/\{\w+\}/g) ?? []);
    expect(inPath.every(({ required }) => required)).toBe(true);
    expect(told.requestBody === undefined || operation.method !== "GET").toBe(true);
    const success = told.responses[operation.status];
    expect(success?.description).toBeTruthy();
    expect(success?.content === undefined).toBe(operation.status === 204);
    expect(Object.keys(success?.content ?? {})).toHaveLength(
      operation.status === 204 ? 0 : operation.files.length || (operation.streams ? 2 : 1),
    );
    expect(told.responses.default?.content?.["application/problem+json"]?.schema).toEqual({
      $ref: "#/components/schemas/Problem",
    });
  });

  test("holds only valid JSON Schemas of the draft that OpenAPI 3.1 uses", () => {
    const ajv = new Ajv2020({ strict: false });
    addFormats(ajv);
    const schemas = Object.values(api.paths)
      .flatMap((methods) => Object.values(methods))
      .flatMap(({ parameters, requestBody, responses }) => [
        ...parameters.map(({ schema }) => schema),
        ...Object.values(requestBody?.content ?? {}).map(({ schema }) => schema),
        ...Object.values(responses)
          .flatMap(({ content }) => Object.values(content ?? {}))
          .map(({ schema }) => schema)
          .filter((schema) => !("$ref" in schema)),
      ]);
    expect(schemas.length).toBeGreaterThan(operations.length);
    for (const schema of [...schemas, ...Object.values(api.components.schemas)]) {
      expect(ajv.validateSchema(schema), JSON.stringify(ajv.errors)).toBe(true);
      ajv.compile(schema);
    }
  });

  test("tells the filters of the tenant list and that its limit ends at 100", () => {
    const { parameters } = described("/api/tenants", "GET");
    expect(parameters.map(({ name }) => name).sort()).toEqual(
      [
        ...[
          "connection",
          "country",
          "cursor",
          "deletion",
          "firstSeen",
          "id",
          "lastSeen",
          "licenseEnds",
          "limit",
        ],
        ...["organization", "region", "search", "sort", "status", "subscription"],
      ].sort(),
    );
    expect(parameters.find(({ name }) => name === "limit")?.schema).toMatchObject({
      maximum: 100,
      minimum: 1,
    });
    expect(parameters.every(({ required }) => !required)).toBe(true);
  });

  test("shows a client secret in what is sent and never in what comes back", () => {
    for (const [, operation] of named) {
      const { responses, requestBody } = described(operation.path, operation.method);
      expect(JSON.stringify(responses)).not.toMatch(/"(clientSecret|sealed\w*|password\w*)":/i);
      if (operation.id === "connectTenant") expect(JSON.stringify(requestBody)).toContain("clientSecret");
    }
  });

  test("describes a client secret as the text that is sent, not as what the server makes of it", () => {
    for (const operation of ["connectTenant", "putTenantCredential", "connectOrganization"]) {
      const { method, path } = operations.find(({ id }) => id === operation) ?? {};
      expect(described(String(path), String(method)).requestBody).toMatchObject({
        content: {
          "application/json": {
            schema: { properties: { clientSecret: { type: "string", minLength: 1, maxLength: 4096 } } },
          },
        },
      });
    }
  });

  test("is JSON through and through", () => {
    expect(JSON.parse(JSON.stringify(api))).toEqual(api);
  });
});

test("every problem code has an HTTP status of failure and a title for people", () => {
  for (const { status, title } of Object.values(problemCodes)) {
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(600);
    expect(title).toMatch(/^[A-Z].{5,}[^.]$/);
  }
});
