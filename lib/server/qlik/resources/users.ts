import "server-only";
import { z } from "zod";
import type { QlikError } from "@/lib/server/qlik/errors";
import type { RequestsAt } from "@/lib/server/qlik/levels";
import {
  type Members,
  numberIn,
  recordsIn,
  rowOf,
  single,
  textIn,
  withKnown,
} from "@/lib/server/qlik/members";
import { NO_ROWS, type Page, pageOf, pageSize, pages, requestPage } from "@/lib/server/qlik/paging";
import { and, co, eq, or, type ScimFilter } from "@/lib/server/qlik/scim";
import { err, ok, type Result } from "@/lib/server/result";

/** A person or a bot of a tenant; Qlik knows no last sign-in (FACTS.md section 9). */
export interface User {
  readonly id: string;
  /** Empty when Qlik names none, and so is `subject`. */
  readonly name: string;
  readonly subject: string;
  readonly tenantId?: string;
  /** Bots have none. */
  readonly email?: string;
  /** Qlik's word, unknown ones too. */
  readonly status?: string;
  /** Of a bot: the OAuth client that it stands for. */
  readonly clientId?: string;
  readonly createdAt?: string;
  /** When the record changed, not when the user was last there. */
  readonly lastUpdatedAt?: string;
  /** Unix seconds. */
  readonly inviteExpiry?: number;
  readonly assignedRoles: readonly { readonly id: string; readonly name: string }[];
}

export interface UsersQuestion {
  /** These alone, at most 100; of none, nothing is asked. */
  readonly ids?: readonly string[] | undefined;
  /** Whoever has one of these e-mails, at most 100; Qlik compares without case. */
  readonly emails?: readonly string[] | undefined;
  /** In name, email and subject. */
  readonly search?: string | undefined;
  /** All five that Qlik documents when left out or empty. */
  readonly status?: readonly string[] | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface Users {
  list(
    question?: UsersQuestion & {
      readonly limit?: number | undefined;
      readonly cursor?: string | undefined;
      /** Asks for the count of all matches too, which costs Qlik an extra query. */
      readonly withTotal?: boolean | undefined;
    },
  ): Promise<Result<Page<User>, QlikError>>;
  pages(question?: UsersQuestion): AsyncGenerator<Result<Page<User>, QlikError>, void, undefined>;
  get(userId: string, signal?: AbortSignal): Promise<Result<User, QlikError>>;
  /** The user that the credential acts as: the client's bot. */
  me(signal?: AbortSignal): Promise<Result<User, QlikError>>;
  count(signal?: AbortSignal): Promise<Result<number, QlikError>>;
}

// All are named: a list that names no status may leave out everybody but the active (FACTS.md section 9).
const EVERY_STATUS = ["active", "invited", "disabled", "deleted", "provisioned"];

const userRow = rowOf<User>((id, row) =>
  withKnown(
    {
      id,
      name: textIn(row.name) ?? "",
      subject: textIn(row.subject) ?? "",
      assignedRoles: recordsIn(row.assignedRoles).flatMap(roleOf),
    },
    {
      tenantId: textIn(row.tenantId),
      email: textIn(row.email),
      status: textIn(row.status),
      clientId: textIn(row.clientId),
      createdAt: textIn(row.createdAt),
      lastUpdatedAt: textIn(row.lastUpdatedAt),
      inviteExpiry: numberIn(row.inviteExpiry),
    },
  ),
);

function roleOf(row: Members): User["assignedRoles"] {
  const id = textIn(row.id);
  return id ? [{ id, name: textIn(row.name) ?? id }] : [];
}

const userCount = z.object({ total: z.number().int().nonnegative() });

/** Of the filter call, "it shall not contain more than 100 ids" (FACTS.md section 9). */
const MOST_IDS = 100;

const PATH = ["api", "v1", "users"];
const PAGE = pageOf(userRow);
const USER = single(userRow);

export function createUsers(requests: RequestsAt<"tenant">): Users {
  const list: Users["list"] = async ({
    ids,
    emails,
    search,
    status,
    limit,
    cursor,
    withTotal,
    signal,
  } = {}) => {
    if (ids?.length === 0 || emails?.length === 0) return ok(NO_ROWS);
    if ((ids && ids.length > MOST_IDS) || (emails && emails.length > MOST_IDS))
      return err(tooManyIds(requests.host));
    return requestPage(requests, {
      path: PATH,
      schema: PAGE,
      parameters: {
        limit: pageSize(limit),
        totalResults: withTotal ? "true" : undefined,
      },
      filter: filterOf({
        ids,
        emails,
        search: search?.trim(),
        status: status?.length ? status : EVERY_STATUS,
      }),
      cursor,
      signal,
    });
  };

  return {
    list,
    pages: (question = {}) =>
      pages(requests.host, (cursor) => list({ ...question, cursor, withTotal: cursor === undefined })),
    get: (userId, signal) => requests.get({ path: [...PATH, { id: userId }], signal }, USER),
    me: (signal) => requests.get({ path: [...PATH, "me"], signal }, USER),
    async count(signal) {
      const answer = await requests.get({ path: [...PATH, "actions", "count"], signal }, userCount);
      return answer.ok ? ok(answer.value.total) : answer;
    },
  };
}

function tooManyIds(host: string): QlikError {
  return {
    kind: "bad-request",
    message: `Qlik lets ask for ${MOST_IDS} users by ids or e-mails at a time. Nothing was sent.`,
    advice: "Ask for fewer at a time.",
    host,
    notSent: true,
  };
}

/** In the form of the documented examples: others may be rate limited harder (users.json, `filter`). */
function filterOf({
  ids,
  emails,
  search,
  status,
}: Pick<UsersQuestion, "ids" | "emails" | "search"> & { readonly status: readonly string[] }): ScimFilter {
  return and(
    ...(ids ? [or(...ids.map((userId) => eq("id", userId)))] : []),
    ...(emails ? [or(...emails.map((email) => eq("email", email)))] : []),
    ...(search ? [or(co("name", search), co("email", search), co("subject", search))] : []),
    or(...status.map((word) => eq("status", word))),
  );
}
