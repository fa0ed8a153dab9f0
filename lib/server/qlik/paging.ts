import "server-only";
import { z } from "zod";
import { err, ok, type Result } from "@/lib/server/result";
import { unexpectedAnswer } from "./answers";
import type { AuthorizedRequests } from "./authorized-requests";
import type { QlikError } from "./errors";
import { listOf, number, type RowReader } from "./members";
import { encodeQuery, type QueryParameters, withoutParameters } from "./queries";
import { FILTER_ACTION } from "./requests-told";
import type { ScimFilter } from "./scim";

/** One page of a list. */
export interface Page<T> {
  readonly data: readonly T[];
  /** The query string that leads to the next page, to be given as `cursor`; null at the end. */
  readonly next: string | null;
  /** Whether the page says itself whether another one follows. Without links its end is only assumed. */
  readonly endIsTold: boolean;
  /** How many there are in all, when Qlik says so. */
  readonly total: number | null;
}

/** What there is when nothing is asked for. */
export const NO_ROWS: Page<never> = { data: [], next: null, endIsTold: true, total: 0 };

/** The most rows that a page may have, in all lists used here (FACTS.md section 14). */
export const MAX_LIMIT = 100;
/** A million rows: beyond that a list is taken to have no end. */
const MAX_PAGES = 10_000;

// The console's own questions. A cursor may come back from a browser: what it says about these is dropped.
const OWN_PARAMETERS = ["limit", "filter", "userId", "sort", "totalResults", "fields"];

/** Past so many characters, encoded, a filter goes into a body: what stands between may refuse longer addresses. */
const LONGEST_FILTER_IN_ADDRESS = 2_000;

/** Brings a wished page size into what Qlik accepts; without a wish, the largest. */
export const pageSize = (limit: number = MAX_LIMIT): number =>
  Math.min(Math.max(Math.trunc(limit) || MAX_LIMIT, 1), MAX_LIMIT);

interface Envelope<T> {
  readonly data: readonly T[];
  readonly links?:
    | { readonly next?: { readonly href?: string | null | undefined } | null | undefined }
    | null
    | undefined;
  readonly totalResults?: number | null | undefined;
}

/** The envelope of a list. Made once for each resource: zod compiles a schema at its first use. */
export const pageOf = <T>(row: RowReader<T>): z.ZodType<Envelope<T>> =>
  z.object({
    data: listOf(row),
    // Not lenient: a link that cannot be read must not look like the end of the list.
    links: z.object({ next: z.object({ href: z.string().nullish() }).nullish() }).nullish(),
    totalResults: number,
  });

/**
 * Asks for one page. Of a `links.next` only the query is used, and of that only what is not the console's own:
 * hosts and paths of links differ from those that answer (FACTS.md section 4), and a token must not follow them.
 */
export async function requestPage<T>(
  requests: AuthorizedRequests,
  question: {
    readonly path: readonly string[];
    readonly schema: z.ZodType<Envelope<T>>;
    readonly parameters: QueryParameters;
    /** For lists that have a filter call as well: by GET, or by POST when it is too long for an address. */
    readonly filter?: ScimFilter | undefined;
    readonly cursor?: string | undefined;
    readonly signal?: AbortSignal | undefined;
  },
): Promise<Result<Page<T>, QlikError>> {
  const { path, schema, parameters, filter, signal } = question;
  const cursor = withoutParameters(question.cursor ?? "", OWN_PARAMETERS);
  if (cursor === null) return err(notACursor(requests.host));
  const queryWith = (asked: QueryParameters) =>
    [encodeQuery(asked), cursor].filter((part) => part !== "").join("&");
  const isLong = filter !== undefined && encodeURIComponent(filter).length > LONGEST_FILTER_IN_ADDRESS;
  const answer = isLong
    ? await requests.post(
        { path: [...path, ...FILTER_ACTION], query: queryWith(parameters), body: { filter }, signal },
        schema,
      )
    : await requests.get({ path, query: queryWith({ ...parameters, filter }), signal }, schema);
  if (!answer.ok) return answer;

  const { data, links, totalResults } = answer.value;
  const page = { data, endIsTold: links != null, total: totalResults ?? null };
  const href = links?.next?.href;
  if (!href) return ok({ ...page, next: null });
  const next = withoutParameters(queryOf(href), OWN_PARAMETERS);
  if (next === null) {
    const asked = { host: requests.host, method: "GET", path: `/${path.join("/")}` };
    return err(unexpectedAnswer({ status: 200 }, asked, "links to a next page in a way that cannot be read"));
  }
  // Nothing left means the same question again.
  if (next === "" || next === cursor) return err(pagingLoop(requests.host));
  return ok({ ...page, next });
}

/**
 * Every page in turn. Ends after the last one or after the first error; never asks for a page twice. A list that may be
 * short ends with an error too, after its pages: then nothing follows from what is not in it.
 */
export async function* pages<T extends { readonly id: string }>(
  host: string,
  fetchPage: (cursor: string | undefined) => Promise<Result<Page<T>, QlikError>>,
  maxPages: number = MAX_PAGES,
): AsyncGenerator<Result<Page<T>, QlikError>, void, undefined> {
  const seen = new Set<string>();
  const count = createCount();
  let cursor: string | undefined;
  for (let read = 0; read < maxPages; read += 1) {
    const page = await fetchPage(cursor);
    yield page;
    if (!page.ok) return;
    count.take(page.value);
    if (page.value.next === null) {
      const missing = count.missing(page.value.endIsTold);
      if (missing !== null) yield err(shortList(host, missing));
      return;
    }
    cursor = page.value.next;
    if (seen.has(cursor)) break;
    seen.add(cursor);
  }
  yield err(pagingLoop(host));
}

/** Holds the rows that came against the count that the first page told; a row that came twice counts once. */
function createCount() {
  const ids = new Set<string>();
  let total: number | null | undefined;
  return {
    take(page: Page<{ readonly id: string }>): void {
      if (total === undefined) total = page.total;
      if (total !== null) for (const { id } of page.data) ids.add(id);
    },
    /** A count that is reached proves the end as well as links do: not every list is documented to have them. */
    missing(endIsTold: boolean): string | null {
      if (typeof total === "number") return ids.size < total ? `holds ${ids.size} of ${total} entries` : null;
      return endIsTold ? null : "does not say whether more follows";
    },
  };
}

/** Taken from the text: the link may be relative, and its host is of no interest. */
function queryOf(href: string): string {
  const address = href.split("#", 1)[0] ?? "";
  const start = address.indexOf("?");
  return start < 0 ? "" : address.slice(start + 1);
}

function pagingLoop(host: string): QlikError {
  return {
    kind: "paging-loop",
    message: "Qlik's list does not end: it leads back to a page that was read already, or on and on.",
    advice: "Refresh to read it again. What was read so far may be incomplete.",
    host,
  };
}

function shortList(host: string, what: string): QlikError {
  return {
    kind: "short-list",
    message: `Qlik's list may be short: it ${what}. Nothing is taken for gone because it is not in it.`,
    advice: "Read it again. If it stays, check what stands between this console and Qlik Cloud.",
    host,
    status: 200,
  };
}

function notACursor(host: string): QlikError {
  return {
    kind: "bad-request",
    message: "The place in the list is not one that Qlik gave. Nothing was sent.",
    advice: "Go back to the first page of the list.",
    host,
    notSent: true,
  };
}
