import { AsyncLocalStorage } from "node:async_hooks";
import { randomUUID } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { encode } from "next-auth/jwt";
import { onTestFinished } from "vitest";
import { ACTIVITY_HEADER } from "@/lib/contracts/activity";
import type { Method } from "@/lib/contracts/operation";
import { type Role, roles } from "@/lib/contracts/roles";
import { type Env, parseEnv, tellNextAuth } from "@/lib/env";
import { createLog } from "@/lib/server/log";
import { createRuntime, type Runtime, type RuntimeOptions, setRuntime } from "@/lib/server/runtime";
import { openStore, type Store } from "@/lib/server/store/store";
import { newDatabase, type Sql, type TestDatabase } from "./database";
import { type Answer, dispatch } from "./http";
import { type StartedSandbox, startSandbox } from "./sandbox";

const HOUR = 3_600_000;

// As lib/serve/serve.js tells the console who is at the other end of the socket.
const peers = new AsyncLocalStorage<string | undefined>();
Object.assign(globalThis, { [Symbol.for("castellan.peer")]: peers });

export type Variables = Readonly<Record<string, string>>;

export interface ConsoleOptions
  extends Pick<RuntimeOptions, "qlikDeadlineMs" | "requestsPerMinute" | "leaseMs"> {
  /** Other variables of the environment. */
  readonly env?: Variables;
  /** Tenants of the sandbox's first organization. */
  readonly tenants?: number;
  /** Shared with other consoles, and theirs to remove; one of its own unless given. */
  readonly database?: TestDatabase;
  /** OAuth tokens of each of them, instead of a few for each person. */
  readonly tokensPerTenant?: number;
}

export interface CallOptions {
  /** Who asks; an administrator unless said. */
  readonly as?: Role | "nobody";
  /** A whole cookie instead of somebody's own. */
  readonly cookie?: string;
  /** Sent as JSON; text is sent as it is. */
  readonly body?: unknown;
  /** The other end of the socket; none unless said. */
  readonly from?: string;
  /** Beside what the console's own pages send, or instead of it; an empty one is left out. */
  readonly headers?: Readonly<Record<string, string>>;
}

export interface OpenConsole {
  readonly env: Env;
  /** What another process has to be told to be an instance of the same console. */
  readonly variables: Variables;
  readonly runtime: Runtime;
  readonly sandbox: StartedSandbox;
  /** A connection of its own to the same database. */
  readonly store: Store;
  /** Ids of a person of each role. */
  readonly people: Readonly<Record<Role, string>>;
  /** Calls the route that answers there. */
  call(method: Method, path: string, options?: CallOptions): Promise<Answer>;
  /** A sealed cookie of a new session. */
  signedIn(personId: string): Promise<{ sessionId: string; cookie: string }>;
  /** Looks into the database, or meddles with it. */
  readonly sql: Sql;
  /** All that is stored, to be searched for what must not be. */
  readonly content: TestDatabase["content"];
  /** Lets so many milliseconds pass for the console and the sandbox. */
  advance(milliseconds: number): void;
  /** Sets the console's clock so many milliseconds ahead, or back, while no time passes. */
  setClock(milliseconds: number): void;
  /** All that was logged so far, at the finest level. */
  logged(): string;
  close(): Promise<void>;
}

/** Reads an environment that a test takes to be right. */
export function envOf(variables: Variables): Env {
  const parsed = parseEnv(variables);
  if (!parsed.ok) throw new Error(parsed.problems.join("\n"));
  return parsed.env;
}

/** The root key, given or generated. */
export const keyOf = ({ dataDir, encryptionKey }: Env): string =>
  encryptionKey ?? fs.readFileSync(path.join(dataDir, "keys", "encryption.key"), "utf8").trim();

/** A folder that is gone after the test. */
export function temporaryFolder(): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "castellan-"));
  onTestFinished(() => fs.rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** The whole server on a folder of its own, its calls to Qlik answered by a sandbox; a person of each role is signed in. */
export async function openConsole(options: ConsoleOptions = {}): Promise<OpenConsole> {
  let offset = 0;
  let set = 0;
  const now = () => Date.now() + offset;
  const clockNow = () => now() + set;
  const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), "castellan-"));
  const sandbox = await startSandbox({
    clock: now,
    tenants: options.tenants ?? 60,
    ...(options.tokensPerTenant === undefined ? {} : { tokensPerTenant: options.tokensPerTenant }),
  });
  const database = options.database ?? (await newDatabase(dataDir));
  const variables = {
    DATA_DIR: dataDir,
    ...database.variables,
    CASTELLAN_QLIK_CONNECT_TO: sandbox.connectTo,
    ...options.env,
  };
  const env = envOf({ LOG_LEVEL: "trace", ...variables });
  const lines: string[] = [];
  const log = createLog(env.logLevel, { write: (line) => lines.push(line) });
  // Tests ask faster than people.
  const { qlikDeadlineMs, requestsPerMinute = 1_000_000 } = options;
  const runtime = await createRuntime(env, {
    clock: () => new Date(clockNow()),
    elapsed: () => performance.now() + offset,
    log,
    requestsPerMinute,
    ...(qlikDeadlineMs === undefined ? {} : { qlikDeadlineMs }),
    ...(options.leaseMs === undefined ? {} : { leaseMs: options.leaseMs }),
  });
  tellNextAuth(env.publicUrl);

  const store = openStore(env.database);
  const { sql, content } = database;

  const signedIn: OpenConsole["signedIn"] = async (personId) => {
    const sessionId = randomUUID();
    const at = new Date(clockNow());
    await store.sessions.create({
      id: sessionId,
      personId,
      at,
      expiresAt: new Date(at.getTime() + 12 * HOUR),
    });
    const sealed = await encode({
      token: { sessionId },
      secret: runtime.sessionSecret,
      maxAge: 30 * 24 * 3600,
    });
    const prefix = env.publicUrl.startsWith("https:") ? "__Secure-" : "";
    return { sessionId, cookie: `${prefix}next-auth.session-token=${sealed}` };
  };

  const people = { viewer: "", auditor: "", operator: "", admin: "" };
  const cookies = new Map<string, string>();
  for (const role of roles) {
    const id = `person-${role}`;
    const person = { id, role, name: `The ${role}`, email: `${role}@example.com`, passwordHash: "none" };
    people[role] = (await store.people.create(person)).id;
    cookies.set(role, (await signedIn(id)).cookie);
  }

  const call: OpenConsole["call"] = (
    method,
    pathAndQuery,
    { as = "admin", cookie, body, from, headers = {} } = {},
  ) => {
    // A test may have several consoles; there is one runtime in a process.
    setRuntime(runtime);
    const known = {
      host: new URL(env.publicUrl).host,
      cookie: cookie ?? cookies.get(as) ?? "",
      ...(method === "GET" ? {} : { origin: env.publicUrl }),
      [ACTIVITY_HEADER]: "1",
      ...(body === undefined ? {} : { "content-type": "application/json" }),
    };
    const sent = Object.entries({ ...known, ...headers }).filter(([, value]) => value !== "");
    return peers.run(from, () =>
      dispatch(`${env.publicUrl}${pathAndQuery}`, {
        method,
        headers: Object.fromEntries(sent),
        ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
      }),
    );
  };

  return {
    env,
    variables,
    runtime,
    sandbox,
    store,
    people,
    call,
    signedIn,
    sql,
    content,
    advance: (milliseconds) => {
      offset += milliseconds;
    },
    setClock: (milliseconds) => {
      set += milliseconds;
    },
    logged: () => lines.join(""),
    async close() {
      await runtime.close();
      await store.close();
      if (!options.database) await database.remove();
      await sandbox.close();
      fs.rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** {@link openConsole} for one test: gone when it is over. */
export async function consoleForTest(options: ConsoleOptions = {}): Promise<OpenConsole> {
  const opened = await openConsole(options);
  onTestFinished(opened.close);
  return opened;
}

/** Connects the sandbox's first organization and returns its id in the console. */
export async function connectOrganization(
  { call, sandbox }: OpenConsole,
  { name, client } = sandbox.organization,
): Promise<string> {
  const { clientId, clientSecret } = client;
  const answer = await call("POST", "/api/organizations", { body: { name, clientId, clientSecret } });
  if (answer.status !== 201) throw new Error(answer.text);
  return answer.json<{ id: string }>().id;
}

/** Connects a tenant of the sandbox by its hostname and returns its id. */
export async function connectTenant(
  { call }: OpenConsole,
  tenant: StartedSandbox["government"],
): Promise<string> {
  const { hostname, client } = tenant;
  const { clientId, clientSecret } = client;
  const answer = await call("POST", "/api/tenants", { body: { hostname, clientId, clientSecret } });
  if (answer.status !== 201) throw new Error(answer.text);
  return tenant.id;
}
