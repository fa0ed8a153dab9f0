// Before anything of Next is loaded: its request scope is made when its first module is.
import "next/dist/server/node-environment-baseline.js";
import fs from "node:fs";
import path from "node:path";
import { workAsyncStorage } from "next/dist/server/app-render/work-async-storage.external.js";
import { workUnitAsyncStorage } from "next/dist/server/app-render/work-unit-async-storage.external.js";
import { NextRequest } from "next/server";
import { type Problem, problem } from "@/lib/contracts/problems";
import { type StreamLine, streamLine } from "@/lib/contracts/streams";

type Handler = (
  request: NextRequest,
  context: { params: Promise<Record<string, string | string[]>> },
) => Promise<Response>;

interface RouteFile {
  readonly file: string;
  /** As contracts write it: `/api/tenants/{tenantId}`; a catch-all is `{...name}`. */
  readonly path: string;
}

let known: readonly RouteFile[] | undefined;

/** Every file under app/api that answers requests. */
export function routeFiles(): readonly RouteFile[] {
  known ??= findRouteFiles();
  return known;
}

function findRouteFiles(): RouteFile[] {
  const root = path.resolve("app/api");
  return fs
    .readdirSync(root, { recursive: true, encoding: "utf8" })
    .filter((name) => path.basename(name) === "route.ts")
    .map((name) => ({
      file: path.join(root, name),
      path: path.posix.join("/api", path.dirname(name)).replaceAll("[", "{").replaceAll("]", "}"),
    }));
}

/** The handlers of a route file by method. */
export async function handlersOf({ file }: RouteFile): Promise<Partial<Record<string, Handler>>> {
  return import(/* @vite-ignore */ file) as Promise<Partial<Record<string, Handler>>>;
}

/** The file that Next would choose for a path, and the parameters that it would hand over: decoded, as Next does. */
function findRoute(
  pathname: string,
): { route: RouteFile; params: Record<string, string | string[]> } | undefined {
  const matches = routeFiles().flatMap((route) => {
    const pattern = route.path
      .replaceAll(".", "\\.")
      .replace(/\{\\\.\\\.\\\.(\w+)\}/g, "(?<$1>.+)")
      .replace(/\{(\w+)\}/g, "(?<$1>[^/]+)");
    const match = new RegExp(`^${pattern}$`).exec(pathname);
    if (!match) return [];
    const params = Object.entries(match.groups ?? {}).map(([name, value]) => [
      name,
      route.path.includes(`{...${name}}`)
        ? value.split("/").map(decodeURIComponent)
        : decodeURIComponent(value),
    ]);
    return [{ route, params: Object.fromEntries(params) as Record<string, string | string[]> }];
  });
  // What has fewest parameters is the most exact, and what takes any number of parts the least.
  const vagueness = ({ route, params }: (typeof matches)[number]) =>
    Object.keys(params).length + (route.path.includes("{...") ? 100 - route.path.length : 0);
  return matches.sort((one, other) => vagueness(one) - vagueness(other))[0];
}

type WorkStore = NonNullable<ReturnType<typeof workAsyncStorage.getStore>>;
type RequestStore = NonNullable<ReturnType<typeof workUnitAsyncStorage.getStore>>;

/** Runs within a request scope as Next gives every handler one: next-auth reads cookies() and headers() from there. */
function inRequestScope<T>(request: NextRequest, work: () => Promise<T>): Promise<T> {
  const { headers, cookies } = request;
  const requestStore = {
    type: "request",
    phase: "action",
    headers,
    cookies,
    userspaceMutableCookies: cookies,
  };
  return workAsyncStorage.run({ route: request.nextUrl.pathname } as WorkStore, () =>
    workUnitAsyncStorage.run(requestStore as unknown as RequestStore, work),
  );
}

/** Runs what Next would call to show a page to a request with these headers. */
export const inPageScope = <T>(
  url: string,
  headers: Readonly<Record<string, string>>,
  work: () => Promise<T>,
): Promise<T> => inRequestScope(new NextRequest(url, { headers }), work);

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  json<T>(): T;
  /** The problem details of an answer; throws when they are not as the contract says. */
  problem(): Problem;
  /** The lines of a streamed answer. */
  lines(): StreamLine[];
}

/**
 * Calls the real handler of app/api for a request, as Next would, but without proxy.ts: what protects a route must not
 * live there.
 */
export async function dispatch(
  url: string,
  init: ConstructorParameters<typeof NextRequest>[1],
): Promise<Answer> {
  const request = new NextRequest(url, init);
  const { pathname } = new URL(url);
  const found = findRoute(pathname);
  if (!found) throw new Error(`No route answers ${pathname}.`);
  const handler = (await handlersOf(found.route))[request.method];
  if (!handler) throw new Error(`${found.route.path} does not answer ${request.method}.`);
  const response = await inRequestScope(request, () =>
    handler(request, { params: Promise.resolve(found.params) }),
  );
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    text,
    json: <T>() => JSON.parse(text) as T,
    problem: () => problem.strict().parse(JSON.parse(text)),
    lines: () =>
      text
        .split("\n")
        .filter(Boolean)
        .map((line) => streamLine.parse(JSON.parse(line))),
  };
}
