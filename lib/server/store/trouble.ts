import "server-only";

/**
 * What can be the matter with a database that is not the console's own mistake. Each has another way out, so each has
 * words of its own: at run time in failures.ts, at the start in sqlite/refusals.ts. None but `damaged` and `foreign` calls
 * for a backup.
 */
export type Trouble =
  | "full"
  | "read-only"
  /** The file was moved, removed or replaced under the console. */
  | "moved"
  | "locked"
  | "unreachable"
  /** The file, or one that SQLite puts beside it, cannot be opened. */
  | "unopenable"
  /** The disk or the file system failed. */
  | "disk"
  /** No memory or no file handles are left. */
  | "exhausted"
  /** The driver was built for another Node.js. */
  | "driver"
  /** It is no database at all. */
  | "foreign"
  | "damaged";

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

/** Codes of SQLite, PostgreSQL, the system and Prisma's own transactions by how they begin; the first one counts. */
const codes: readonly (readonly [RegExp, Trouble])[] = [
  [/^SQLITE_FULL|^SQLITE_IOERR_SHMSIZE|^53100|^ENOSPC|^EDQUOT/, "full"],
  [/^SQLITE_READONLY_DBMOVED/, "moved"],
  [/^SQLITE_(READONLY|PERM|AUTH)|^25006/, "read-only"],
  [/^SQLITE_(BUSY|LOCKED|PROTOCOL)|^55P03|^57014|^40001|^40P01|^P2028/, "locked"],
  [/^SQLITE_NOMEM|^SQLITE_IOERR_NOMEM|^EMFILE|^ENFILE|^ENOMEM/, "exhausted"],
  [/^SQLITE_NOTADB/, "foreign"],
  [/^SQLITE_CORRUPT|^SQLITE_IOERR_CORRUPTFS|^XX00[12]/, "damaged"],
  [/^SQLITE_IOERR|^58030/, "disk"],
  [/^SQLITE_CANTOPEN/, "unopenable"],
  [/^ERR_DLOPEN_FAILED/, "driver"],
  [
    /^08|^57P0|^53[23]00|^25P03|^E(PIPE|CONN\w+|TIMEDOUT|HOSTUNREACH|NETUNREACH|NOTFOUND|AI_AGAIN)/,
    "unreachable",
  ],
];

/** What pg says of a connection without giving it a code. */
const wordsOfPg =
  /^(Connection terminated|timeout exceeded when trying to connect|Query read timeout|Client has encountered a connection error)/;

/** Where there is no binary of the driver, its loader says so without a code of its own. */
const NO_DRIVER = /^Could not locate the bindings file/;

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
export const wordsOf = (error: Error): string => {
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

/** What is the matter; undefined where the database is as it should be, and the mistake is somebody's. */
export function troubleOf(error: unknown): Trouble | undefined {
  if (!(error instanceof Error)) return undefined;
  const driver = driverOf(error);
  const code = codeOf(driver);
  const byCode = codes.find(([pattern]) => pattern.test(code))?.[1];
  if (byCode) return byCode;
  if (typeof driver.kind === "string" && kinds[driver.kind]) return kinds[driver.kind];
  if (NO_DRIVER.test(error.message)) return "driver";
  return wordsOfPg.test(error.message) ? "unreachable" : undefined;
}
