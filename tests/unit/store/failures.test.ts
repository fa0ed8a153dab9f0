import { expect, test } from "vitest";
import { isAppError } from "@/lib/server/app-error";
import { toldFailure } from "@/lib/server/store/failures";

/** As Prisma's adapters throw what a driver said. */
const fromAdapter = (cause: Record<string, unknown>) =>
  Object.assign(new Error("DriverAdapterError"), { cause });

test.each([
  [
    "SQLite's disk is full",
    fromAdapter({ kind: "sqlite", originalCode: "SQLITE_FULL" }),
    /no room left, so nothing was changed/,
  ],
  ["PostgreSQL's disk is full", fromAdapter({ kind: "postgres", originalCode: "53100" }), /no room left/],
  [
    "the file can only be read",
    fromAdapter({ kind: "sqlite", originalCode: "SQLITE_READONLY" }),
    /can only be read/,
  ],
  [
    "a standby can only be read",
    fromAdapter({ kind: "postgres", originalCode: "25006" }),
    /can only be read/,
  ],
  ["the file is locked", fromAdapter({ kind: "SocketTimeout", originalCode: "SQLITE_BUSY" }), /held up/],
  ["a lock was not given in time", fromAdapter({ kind: "postgres", originalCode: "55P03" }), /held up/],
  ["the server shuts down", fromAdapter({ kind: "postgres", originalCode: "57P01" }), /cannot reach/],
  ["nobody listens", fromAdapter({ kind: "DatabaseNotReachable" }), /cannot reach/],
  ["the connection breaks", new Error("Connection terminated unexpectedly"), /cannot reach/],
  [
    "the disk is broken",
    fromAdapter({ kind: "sqlite", originalCode: "SQLITE_IOERR_WRITE" }),
    /disk .* could not be read or written/,
  ],
  [
    "the file is another one now",
    fromAdapter({ kind: "sqlite", originalCode: "SQLITE_READONLY_DBMOVED" }),
    /moved, removed or replaced/,
  ],
  [
    "a file beside it cannot be opened",
    fromAdapter({ kind: "sqlite", originalCode: "SQLITE_CANTOPEN" }),
    /cannot open its database's files/,
  ],
  ["no handle is left", Object.assign(new Error("connect EMFILE"), { code: "EMFILE" }), /no file handles/],
  ["pages are damaged", fromAdapter({ kind: "sqlite", originalCode: "SQLITE_CORRUPT_INDEX" }), /is damaged/],
  [
    "it is no database",
    fromAdapter({ kind: "sqlite", originalCode: "SQLITE_NOTADB" }),
    /no database any more/,
  ],
  [
    "the driver is another Node's",
    Object.assign(new Error("NODE_MODULE_VERSION"), { code: "ERR_DLOPEN_FAILED" }),
    /driver does not work/,
  ],
])("when %s, people are told so, with what to do", (_, error, words) => {
  const told = toldFailure(error);
  if (!isAppError(told)) throw error;
  expect([told.code, told.message]).toEqual(["unavailable", expect.stringMatching(words)]);
  expect(told.details.advice).toMatch(/\.$/);
});

test("what is the console's own mistake, or a row that is there already, is not taken for trouble with the database", () => {
  for (const error of [
    fromAdapter({ kind: "UniqueConstraintViolation", originalCode: "23505" }),
    fromAdapter({ kind: "TableDoesNotExist", originalCode: "42P01" }),
    new TypeError("undefined is not a function"),
    "no error at all",
  ])
    expect(toldFailure(error)).toBe(error);
});

test("only of what is damaged people are told to restore a backup", () => {
  const advised = ["FULL", "READONLY", "BUSY", "CANTOPEN", "IOERR_READ", "NOMEM", "CORRUPT", "NOTADB"].filter(
    (name) => {
      const told = toldFailure(fromAdapter({ kind: "sqlite", originalCode: `SQLITE_${name}` }));
      return isAppError(told) && /restore/.test(told.details.advice ?? "");
    },
  );
  expect(advised).toEqual(["CORRUPT", "NOTADB"]);
});
