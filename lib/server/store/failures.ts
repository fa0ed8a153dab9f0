import "server-only";
import { type AppError, appError, isAppError } from "../app-error";
import { noteTrouble } from "../request-trouble";
import type { Connection } from "./connection";
import type { PrismaClient } from "./generated/client";
import { limitReached } from "./limits";
import { type Trouble, troubleOf, wordsOf } from "./trouble";

const ONLY_READING = "Reading goes on meanwhile.";

const told: Record<Trouble, readonly [detail: string, advice: string]> = {
  full: [
    "The console's database has no room left, so nothing was changed.",
    `Make room on its disk, then try again. ${ONLY_READING}`,
  ],
  "read-only": [
    "The console's database can only be read at the moment, so nothing was changed.",
    `Let the console write to its database, then try again. ${ONLY_READING}`,
  ],
  moved: [
    "The file of the console's database was moved, removed or replaced while the console was running, so nothing was changed.",
    "Put the file back where it was, or stop the console before another one takes its place; then restart the console.",
  ],
  locked: [
    "The console's database is held up by somebody else's work, so nothing was changed.",
    `Try again in a moment. ${ONLY_READING}`,
  ],
  unreachable: [
    "The console cannot reach its database. A change that was under way was made as a whole or not at all.",
    "Look whether the database runs, then look at what is there before trying again. The console goes on by itself.",
  ],
  unopenable: [
    "The console cannot open its database's files.",
    "Look whether the file and its folder are there and the console's user may write to both. The database itself may well be whole.",
  ],
  disk: [
    "The disk of the console's database could not be read or written.",
    "Look at the disk, the file system and the system's own log. The database itself may well be whole.",
  ],
  exhausted: [
    "This machine has no memory or no file handles left for the console's database.",
    "Look at the limits of the console's process (ulimit -n) and at what else runs here. The console goes on by itself.",
  ],
  driver: [
    "The console's database driver does not work with this Node.js.",
    "Stop the console and start it with npm start, which makes the driver for this Node.js.",
  ],
  foreign: [
    "The file of the console's database is no database any more.",
    "Something has written over it. Stop the console, keep that file for later, and restore the newest backup.",
  ],
  damaged: [
    "The console's database is damaged.",
    "Stop the console, keep the damaged file for later, look at the disk, and restore the newest backup.",
  ],
};

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

/** For the end of a question to the database: throws what people are told, and lets the request know. */
export const throwTold = (error: unknown): never => {
  const failure = toldFailure(error);
  if (failure !== error && isAppError(failure)) noteTrouble(failure.message, failure.details.advice);
  throw failure;
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
