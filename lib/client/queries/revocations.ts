import { infiniteQueryOptions, queryOptions, skipToken } from "@tanstack/react-query";
import type { ExportFormat } from "@/lib/contracts/media-types";
import type {
  cancelRevocation,
  createRevocation,
  getRevocation,
  listRevocationItems,
  listRevocations,
  pauseRevocation,
  Revocation,
  RevocationDetail,
  RevocationItemState,
  reportRevocation,
  resumeRevocation,
  retryRevocation,
} from "@/lib/contracts/revocations";
import { addressOf, call } from "../api";

/** While it runs, how often the page looks, in milliseconds. */
const LOOK_EVERY_MS = 1000;
const LOOK_AT_LIST_EVERY_MS = 5000;

export const revocationKeys = {
  all: ["revocations"],
  one: (id: string) => ["revocations", id],
  /** The revocation as it came with its tokens, which may be newer. */
  besideItems: (id: string) => ["revocations", id, "beside-items"],
} as const;

/** Whether it changes by itself: it runs, or Qlik has not answered all that was sent before it was stopped. */
export const isAtWork = ({ state, counts }: Pick<Revocation, "state" | "counts">): boolean =>
  state === "running" || counts.underWay > 0;

/** @param when filters of when they were started, with commas between; empty: all */
export const revocationsQuery = (when: string) =>
  infiniteQueryOptions({
    queryKey: [...revocationKeys.all, "list", when],
    queryFn: ({ pageParam, signal }) =>
      call<typeof listRevocations>("GET /api/revocations", {
        query: { when, ...(pageParam ? { cursor: pageParam } : {}) },
        signal,
      }),
    initialPageParam: "",
    getNextPageParam: (page) => page.nextCursor,
    refetchInterval: ({ state }) =>
      state.data?.pages.some((page) => page.data.some(isAtWork)) ? LOOK_AT_LIST_EVERY_MS : false,
  });

/** Renews itself while the revocation is at work. */
export const revocationQuery = (id: string) =>
  queryOptions({
    queryKey: revocationKeys.one(id),
    queryFn: ({ signal }) =>
      call<typeof getRevocation>("GET /api/revocations/{revocationId}", {
        params: { revocationId: id },
        signal,
      }),
    refetchInterval: ({ state }) => (state.data && isAtWork(state.data) ? LOOK_EVERY_MS : false),
  });

/** The revocation as it came with the tokens last read; nothing before that. It is never asked for by itself. */
export const besideItemsQuery = (id: string) =>
  queryOptions<Revocation>({ queryKey: revocationKeys.besideItems(id), queryFn: skipToken });

/** Of two readings of a revocation the newer one, with what only the other has. */
export const newest = (detail: RevocationDetail, beside: Revocation | undefined): RevocationDetail =>
  beside && beside.asOf > detail.asOf ? { ...detail, ...beside } : detail;

export const revocationItemsQuery = (id: string, state: RevocationItemState | undefined) =>
  infiniteQueryOptions({
    queryKey: [...revocationKeys.one(id), "items", state ?? null],
    queryFn: async ({ pageParam, signal, client }) => {
      const page = await call<typeof listRevocationItems>("GET /api/revocations/{revocationId}/items", {
        params: { revocationId: id },
        query: { ...(state ? { state } : {}), ...(pageParam ? { cursor: pageParam } : {}) },
        signal,
      });
      client.setQueryData(revocationKeys.besideItems(id), page.revocation);
      return page;
    },
    initialPageParam: "",
    getNextPageParam: (page) => page.nextCursor,
  });

/** How often the tokens are read again while the revocation is at work: as often as it is, or less the more pages there are. */
export const itemsLookEveryMs = (pages: number): number => LOOK_EVERY_MS * Math.max(1, pages);

/** Each token and what became of it, as a file. */
export const revocationReportAddress = (id: string, format: ExportFormat): string =>
  addressOf<typeof reportRevocation>("GET /api/revocations/{revocationId}/report", {
    params: { revocationId: id },
    query: { format },
  });

/** Starts exactly what a preview has frozen; twice starts it once. */
export const startRevocation = (previewId: string, reason: string): Promise<RevocationDetail> =>
  call<typeof createRevocation>("POST /api/revocations", {
    body: { selection: { kind: "preview", revocationId: previewId }, reason, idempotencyKey: previewId },
  });

export type RevocationCommand = "pause" | "resume" | "retry" | "cancel";
type Commanded =
  | typeof pauseRevocation
  | typeof resumeRevocation
  | typeof retryRevocation
  | typeof cancelRevocation;

export const commandRevocation = (id: string, command: RevocationCommand): Promise<RevocationDetail> =>
  call<Commanded>(`POST /api/revocations/{revocationId}/${command}`, { params: { revocationId: id } });
