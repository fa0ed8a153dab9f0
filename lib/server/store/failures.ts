import "server-only";
import { type AppError, appError } from "../app-error";
import type { Connection } from "./connection";
import type { PrismaClient } from "./generated/client";
import { limitReached } from "./limits";

/** What can be the matter with a database that is not the console's own mistake. */
type Trouble = "full" | "read-only" | "locked" | "unreachable" | "damaged";

const told: Record<Trouble, readonly [detail: string, advice: string]> = {
  full: [
    "The console's database has no room left, so nothing was changed.",
    "Make room on its disk, then try again. Reading goes on meanwhile.",
  ],
  "read-only": [
    "The console's database can only be read at the moment, so nothing was changed.",
    "Let the console write to its database, then try again. Reading goes on meanwhile.",
  ],
  locked: [
    "The console's database is held up by somebody else's work, so nothing was changed.",
    "Try again in a moment. Reading goes on meanwhile.",
  ],
  unreachable: [
    "The console cannot reach its database. A change that was under way was made as a whole or not at all.",
    "Look whether the database runs, then look at what is there before trying again. The console goes on by itself.",
  ],
  damaged: [
    "The console's database cannot be read or written.",
    "Look at its disk and at the console's own log. If the file is damaged, restore a backup.",
  ],
};

const kinds: Readonly<Record<string, Trouble>> = {
  DatabaseNotReachable: "unreachable",
  ConnectionClosed: "unreachable",
  TlsConnectionError: "unreachable",
  DatabaseDoesNotExist: "unreachable",
  DatabaseAccessDenied: "unreachable",
  AuthenticationFailed: "unreachable",
  TooManyConnections: "unreachable",
  TransactionWriteConflict: "locked",
};

/** Codes of SQLite, PostgreSQL and Prisma's own transactions by how they begin. */
const codes: readonly (readonly [RegExp, Trouble])[] = [
  [/^SQLITE_FULL|^53100|^ENOSPC/, "full"],
  [/^SQLITE_READONLY|^25006/, "read-only"],
  [/^SQLITE_(BUSY|LOCKED)|^55P03|^57014|^40001|^40P01|^P2028/, "locked"],
  [/^SQLITE_(IOERR|CORRUPT|NOTADB|CANTOPEN|PROTOCOL)|^58030|^XX00[12]/, "damaged"],
  [
    /^08|^57P0|^53[23]00|^25P03|^E(PIPE|CONN\w+|TIMEDOUT|HOSTUNREACH|NETUNREACH|NOTFOUND|AI_AGAIN)/,
    "unreachable",
  ],
];

/** What pg says of a connection without giving it a code. */
const wordsOfPg =
  /^(Connection terminated|timeout exceeded when trying to connect|Query read timeout|Client has encountered a connection error)/;

interface Driver {
  readonly kind?: unknown;
  readonly code?: unknown;
  readonly originalCode?: unknown;
  readonly originalMessage?: unknown;
  readonly message?: unknown;
}

/** An error of the driver may be wrapped in one of Prisma's adapter. */
function driverOf(error: Error): Driver {
  const own: Driver & Error = error;
  return typeof error.cause === "object" && error.cause !== null ? error.cause : own;
}

const codeOf = ({ originalCode, code }: Driver): string => String(originalCode ?? code ?? "");

/** Also what the driver itself has said, which its adapter may only wrap. */
const wordsOf = (error: Error): string => {
  const { originalMessage = "", message = "" } = driverOf(error);
  return [error.message, originalMessage, message].join(" ");
};

/** Whether a connection that was there has ended; not that none could be made. */
export function hasLostItsConnection(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const driver = driverOf(error);
  if (/^(57P0[12]|08006|EPIPE|ECONNRESET)$/.test(codeOf(driver))) return true;
  return driver.kind === "ConnectionClosed" || /^Connection terminated/.test(error.message);
}

function troubleOf(error: unknown): Trouble | undefined {
  if (!(error instanceof Error)) return undefined;
  const driver = driverOf(error);
  const code = codeOf(driver);
  const byCode = codes.find(([pattern]) => pattern.test(code))?.[1];
  if (byCode) return byCode;
  if (typeof driver.kind === "string" && kinds[driver.kind]) return kinds[driver.kind];
  return wordsOfPg.test(error.message) ? "unreachable" : undefined;
}

/** Holds what people are told, on its way up through Prisma. */
const TOLD = Symbol("castellan.told");

/** The failure as people are told it, where the database is in trouble or a limit is reached; any other stays as it is. */
export function toldFailure(error: unknown): unknown {
  if (error instanceof Error && TOLD in error) return error[TOLD];
  const full = error instanceof Error ? limitReached(wordsOf(error)) : undefined;
  if (full) return Object.assign(full, { cause: error });
  const trouble = troubleOf(error);
  if (!trouble) return error;
  const [detail, advice] = told[trouble];
  const unavailable: AppError = appError("unavailable", detail, { advice });
  return Object.assign(unavailable, { cause: error });
}

const throwTold = (error: unknown): never => {
  throw toldFailure(error);
};

/** Prisma takes whatever has a code for an error of its own and makes another one of it: this has none. */
const throwMarked = (error: unknown): never => {
  const unavailable = toldFailure(error);
  if (unavailable === error || !(unavailable instanceof Error)) throw error;
  throw Object.assign(new Error(unavailable.message, { cause: error }), { [TOLD]: unavailable });
};

interface Queryable {
  queryRaw: Connection["queryRaw"];
  executeRaw: Connection["executeRaw"];
}

function mark<Q extends Queryable>(queryable: Q): Q {
  const { queryRaw, executeRaw } = queryable;
  queryable.queryRaw = (query) => queryRaw.call(queryable, query).catch(throwMarked);
  queryable.executeRaw = (query) => executeRaw.call(queryable, query).catch(throwMarked);
  return queryable;
}

/** Recognizes trouble with the database below Prisma, where it still has the words of its driver. */
export function withFailuresMarked(connection: Connection): Connection {
  const { startTransaction } = connection;
  connection.startTransaction = async (isolationLevel) =>
    mark(await startTransaction.call(connection, isolationLevel).catch(throwMarked));
  return mark(connection);
}

/** Makes `unavailable` of marked failures above Prisma, of every query. Of whole transactions store.ts does. */
export const withFailuresTold = (client: PrismaClient): PrismaClient =>
  client.$extends({
    query: { $allOperations: ({ args, query }) => query(args).catch(throwTold) },
    // It has all that the client has; only its type is another.
  }) as unknown as PrismaClient;
