import http from "node:http";
import { onTestFinished } from "vitest";
import type { SandboxResource } from "@/lib/sandbox/resource";
import { createSandbox, type Sandbox, type SandboxOptions } from "@/lib/sandbox/server";
import { type Answer, expectDocumented, operationAt } from "@/tests/support/qlik-openapi/validate";

export const STARTED_AT = Date.parse("2026-11-21T08:00:00.000Z");
export const ORGANIZATION_HOST = "console.qlikcloud.com";

export type Call = {
  readonly host: string;
  readonly path: string;
  readonly method?: string;
  readonly bearer?: string;
  readonly json?: unknown;
  readonly form?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
};

export type Client = { readonly clientId: string; readonly clientSecret: string };

function bodyOf({ json, form }: Call): { readonly text: string; readonly type: string } | null {
  if (json !== undefined) return { text: JSON.stringify(json), type: "application/json" };
  if (form) return { text: new URLSearchParams(form).toString(), type: "application/x-www-form-urlencoded" };
  return null;
}

/** One request to the sandbox's port, with any Host header; `fetch` does not let one set it. */
function send(port: number, call: Call): Promise<Answer> {
  const body = bodyOf(call);
  const headers = {
    ...call.headers,
    host: call.host,
    ...(call.bearer === undefined ? {} : { authorization: `Bearer ${call.bearer}` }),
    ...(body ? { "content-type": body.type } : {}),
  };
  const { path, method = "GET", signal } = call;
  return new Promise((resolve, reject) => {
    const options = { port, host: "127.0.0.1", agent: false, path, method, headers };
    const request = http.request(signal ? { ...options, signal } : options, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          text: Buffer.concat(chunks).toString("utf8"),
        }),
      );
      response.on("error", reject);
    });
    request.on("error", reject);
    request.end(body?.text);
  });
}

export type RunningSandbox = {
  readonly sandbox: Sandbox;
  readonly port: number;
  call(call: Call): Promise<Answer>;
  control(method: string, path: string, json?: unknown): Promise<Answer>;
  exchange(host: string, client: Client, scope?: string): Promise<Answer>;
  /** Access token of a client at a host. */
  bearer(host: string, client: Client): Promise<string>;
  close(): Promise<void>;
  /** Moves the sandbox's clock, in milliseconds. */
  advance(milliseconds: number): void;
};

/** Of each operation and status so many answers are looked at: the next hundred would be the same. */
const ENOUGH = 20;

/** Holds answers against the documents, whatever a test is about, but for those that it has bent on purpose. */
function documentsWitness({ state: { faults, settings } }: Sandbox): (call: Call, answer: Answer) => void {
  let hasFaults = false;
  const { add } = faults;
  faults.add = (fault) => {
    hasFaults = true;
    add(fault);
  };
  const seen = new Map<string, number>();
  return ({ method = "GET", path }, answer) => {
    const { errorStatus, endOfList, singleTenant } = settings.current();
    const isBent = errorStatus !== "documented" || endOfList !== "missing" || singleTenant !== "list";
    // Of a user with chosen members the description says nothing.
    if (hasFaults || isBent || path.includes("fields=")) return;
    const operation = operationAt(method, path);
    if (!operation) return;
    const kind = `${operation[1]} ${answer.status}`;
    const times = (seen.get(kind) ?? 0) + 1;
    seen.set(kind, times);
    if (times <= ENOUGH) expectDocumented(...operation, answer);
  };
}

/** A sandbox on a free port that ends with the test. */
export async function startSandbox(
  options: SandboxOptions = {},
  resources?: readonly SandboxResource[],
): Promise<RunningSandbox> {
  let now = STARTED_AT;
  const sandbox = createSandbox({ seed: 7, tenants: 12, clock: () => now, ...options }, resources);
  const server = await sandbox.listen({ port: 0, host: "127.0.0.1" });
  onTestFinished(() => server.close());
  const expectOfTheDocuments = documentsWitness(sandbox);
  const call = async (what: Call): Promise<Answer> => {
    const answer = await send(server.port, what);
    expectOfTheDocuments(what, answer);
    return answer;
  };
  const exchange = (host: string, { clientId, clientSecret }: Client, scope?: string): Promise<Answer> =>
    call({
      host,
      path: "/oauth/token",
      method: "POST",
      json: {
        client_id: clientId,
        client_secret: clientSecret,
        grant_type: "client_credentials",
        ...(scope === undefined ? {} : { scope }),
      },
    });
  return {
    sandbox,
    port: server.port,
    call,
    exchange,
    control: (method, path, json) =>
      call({ host: `127.0.0.1:${server.port}`, method, path: `/__sandbox${path}`, json }),
    bearer: async (host, client) => String(bodyFrom(await exchange(host, client)).access_token),
    close: server.close,
    advance: (milliseconds) => {
      now += milliseconds;
    },
  };
}

export type Body = Readonly<Record<string, unknown>>;

/** The JSON object of an answer. */
export function bodyFrom(answer: Answer): Body {
  const body: Body = JSON.parse(answer.text);
  return body;
}

/** The rows of a list's answer. */
export function rowsFrom(answer: Answer): readonly Body[] {
  const { data } = bodyFrom(answer);
  return Array.isArray(data) ? data : [];
}

/** The query of a link in a list's answer; `null` when the link is missing. */
export function linkQuery(answer: Answer, side: "next" | "prev" | "self"): string | null {
  const body: { links?: Readonly<Record<string, { href: string | null } | undefined>> } = JSON.parse(
    answer.text,
  );
  const href = body.links?.[side]?.href;
  return href === undefined || href === null ? null : new URL(href).search;
}

/** Code and status of the first error in an answer. */
export function errorFrom(answer: Answer): Body {
  const body: { errors?: readonly Body[] } = JSON.parse(answer.text);
  return body.errors?.[0] ?? {};
}

/** All rows of a list, following the queries of its links. */
export async function walk(running: RunningSandbox, call: Call): Promise<readonly Body[]> {
  const rows: Body[] = [];
  const [path = ""] = call.path.split("?");
  for (let next: string | null = call.path; next !== null; ) {
    const answer: Answer = await running.call({ ...call, path: next });
    rows.push(...rowsFrom(answer));
    const query = linkQuery(answer, "next");
    next = query === null ? null : `${path}${query}`;
  }
  return rows;
}

/** The n-th tenant of the sandbox, which a test takes for granted. */
export function tenantAt({ sandbox }: RunningSandbox, index: number) {
  const tenant = sandbox.state.estate.tenants().at(index);
  const host = tenant?.hostnames[0];
  if (!tenant || host === undefined) throw new Error(`The sandbox has no tenant ${index}.`);
  return { ...tenant, host };
}

/** The n-th organization of the sandbox, which a test takes for granted. */
export function organizationAt({ sandbox }: RunningSandbox, index: number) {
  const organization = sandbox.state.estate.organizations().at(index);
  if (!organization) throw new Error(`The sandbox has no organization ${index}.`);
  return organization;
}
