import { readFileSync } from "node:fs";
import path from "node:path";
import { Ajv, type ValidateFunction } from "ajv";
import addFormats from "ajv-formats";
import { expect } from "vitest";

export type Api = "oauth" | "oauth-tokens" | "users" | "tenants" | "org-core-tenants.from-docs";
export type Answer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
};

type Tree = { readonly [member: string]: Tree };

/** Where the vendor's own pages contradict the descriptions; paths from the root of the document. */
const CONTRADICTIONS: Readonly<Partial<Record<Api, Readonly<Record<string, unknown>>>>> = {
  // The examples show null for both.
  "oauth-tokens": {
    "components/schemas/oauth-token/properties/deviceType/nullable": true,
    "components/schemas/oauth-token/properties/description/nullable": true,
  },
  // "The timestamp for when …", with 1970-01-01T00:00:00.001Z in the text: not a date alone.
  tenants: {
    "components/schemas/Tenant/properties/created/format": "date-time",
    "components/schemas/Tenant/properties/lastUpdated/format": "date-time",
  },
  // The organization's example has a capital letter.
  oauth: { "components/schemas/oauth-token-response/properties/token_type/enum": ["bearer", "Bearer"] },
};

function readDescription(api: Api): Tree {
  const description = JSON.parse(readFileSync(path.join(import.meta.dirname, `${api}.json`), "utf8"));
  for (const [place, value] of Object.entries(CONTRADICTIONS[api] ?? {})) {
    const steps = place.split("/");
    const last = steps.pop() ?? "";
    const parent = steps.reduce((node, step) => node[step], description);
    parent[last] = value;
  }
  return description;
}

const pointerTo = (...steps: readonly string[]): string =>
  steps.map((step) => encodeURIComponent(step.replaceAll("~", "~0").replaceAll("/", "~1"))).join("/");

/** The schema for an answer, as a pointer: that of its status, else the default, else the API's errors. */
function schemaPointer(
  description: Tree,
  operation: readonly [string, string],
  answer: Answer,
  type: string,
): string {
  const [method, route] = operation;
  const responses = description.paths?.[route]?.[method.toLowerCase()]?.responses;
  expect(responses, `${method} ${route} is documented`).toBeDefined();
  const status = [String(answer.status), "default"].find((candidate) => responses?.[candidate] !== undefined);
  if (status === undefined) {
    expect(answer.status, `${method} ${route} documents a success of this status`).toBeGreaterThanOrEqual(
      400,
    );
    return pointerTo("components", "schemas", "Errors");
  }
  expect(Object.keys(responses?.[status]?.content ?? {}), "the content type is documented").toContain(type);
  return pointerTo("paths", route, method.toLowerCase(), "responses", status, "content", type, "schema");
}

type Description = { readonly tree: Tree; readonly schemaAt: (pointer: string) => ValidateFunction };

const APIS: readonly Api[] = ["oauth", "oauth-tokens", "users", "tenants", "org-core-tenants.from-docs"];
const descriptions = new Map<Api, Description>();

/** Read and compiled once: a test may hold hundreds of answers against it. */
function descriptionOf(api: Api): Description {
  const known = descriptions.get(api);
  if (known) return known;
  const tree = readDescription(api);
  // Strictness would refuse the vendor's own documents, which are no pure JSON schemas.
  const ajv = new Ajv({ strict: false, allErrors: true });
  addFormats.default(ajv);
  for (const format of ["uid", "url"]) ajv.addFormat(format, true);
  ajv.addSchema({ $id: "qlik", ...tree });
  const compiled = new Map<string, ValidateFunction>();
  const schemaAt = (pointer: string) => {
    const validate = compiled.get(pointer) ?? ajv.compile({ $ref: `qlik#/${pointer}` });
    compiled.set(pointer, validate);
    return validate;
  };
  const description = { tree, schemaAt };
  descriptions.set(api, description);
  return description;
}

/** Fails unless an answer is what the vendor's description says about this operation, e.g. `GET /api/v1/users`. */
export function expectDocumented(api: Api, operation: `${string} ${string}`, answer: Answer): void {
  const [method = "", route = ""] = operation.split(" ");
  const { tree, schemaAt } = descriptionOf(api);
  if (answer.text === "") {
    const documented = tree.paths?.[route]?.[method.toLowerCase()]?.responses?.[String(answer.status)];
    expect(documented, `${operation} documents ${answer.status}`).toBeDefined();
    return;
  }
  const type = String(answer.headers["content-type"]).split(";")[0] ?? "";
  const validate = schemaAt(schemaPointer(tree, [method, route], answer, type));
  const body: unknown = type === "application/json" ? JSON.parse(answer.text) : answer.text;
  const isRight = validate(body);
  expect(isRight, `${operation} ${answer.status}: ${new Ajv().errorsText(validate.errors)}`).toBe(true);
}

/** Which documented operation a request is, e.g. `DELETE /api/v1/oauth-tokens/{tokenId}`; undefined for none. */
export function operationAt(method: string, pathAndQuery: string): [Api, `${string} ${string}`] | undefined {
  const steps = (pathAndQuery.split("?")[0] ?? "").split("/");
  const fits = (route: string) => {
    const wanted = route.split("/");
    return (
      wanted.length === steps.length && wanted.every((step, at) => step === steps[at] || step.startsWith("{"))
    );
  };
  const found = APIS.flatMap((api) =>
    Object.entries(descriptionOf(api).tree.paths ?? {})
      .filter(([route, operations]) => fits(route) && operations[method.toLowerCase()] !== undefined)
      .map(([route]) => ({ api, route })),
  );
  // `/users/me` is itself before it is somebody's id.
  const [best] = found.sort((one, other) => one.route.split("{").length - other.route.split("{").length);
  return best && [best.api, `${method} ${best.route}`];
}
