import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { ExportFormat } from "@/lib/contracts/exports";
import {
  type AskedSelection,
  cancelRevocation,
  createRevocation,
  getRevocation,
  listRevocationItems,
  listRevocations,
  pauseRevocation,
  type RevocationDetail,
  type RevocationItemState,
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
} as const;

export const revocationsQuery = () =>
  infiniteQueryOptions({
    queryKey: [...revocationKeys.all, "list"],
    queryFn: ({ pageParam, signal }) =>
      call(listRevocations, { query: pageParam ? { cursor: pageParam } : {}, signal }),
    initialPageParam: "",
    getNextPageParam: (page) => page.nextCursor,
    refetchInterval: ({ state }) =>
      state.data?.pages.some((page) => page.data.some((row) => row.state === "running"))
        ? LOOK_AT_LIST_EVERY_MS
        : false,
  });

/** Renews itself while the revocation runs. */
export const revocationQuery = (id: string) =>
  queryOptions({
    queryKey: revocationKeys.one(id),
    queryFn: ({ signal }) => call(getRevocation, { params: { revocationId: id }, signal }),
    refetchInterval: ({ state }) => (state.data?.state === "running" ? LOOK_EVERY_MS : false),
  });

export const revocationItemsQuery = (id: string, state: RevocationItemState | undefined) =>
  infiniteQueryOptions({
    queryKey: [...revocationKeys.one(id), "items", state ?? null],
    queryFn: ({ pageParam, signal }) =>
      call(listRevocationItems, {
        params: { revocationId: id },
        query: { ...(state ? { state } : {}), ...(pageParam ? { cursor: pageParam } : {}) },
        signal,
      }),
    initialPageParam: "",
    getNextPageParam: (page) => page.nextCursor,
  });

/** Each token and what became of it, as a file. */
export const revocationReportAddress = (id: string, format: ExportFormat): string =>
  addressOf(reportRevocation, { params: { revocationId: id }, query: { format } });

/** Freezes what is selected and tells what would be done. */
export const previewRevocation = (
  selection: AskedSelection,
  includeConsoleOwn: boolean,
  signal: AbortSignal,
): Promise<RevocationDetail> =>
  call(createRevocation, { body: { selection, includeConsoleOwn, dryRun: true }, signal });

/** Starts exactly what a preview has frozen; twice starts it once. */
export const startRevocation = (previewId: string, reason: string): Promise<RevocationDetail> =>
  call(createRevocation, {
    body: { selection: { kind: "preview", revocationId: previewId }, reason, idempotencyKey: previewId },
  });

const operations = {
  pause: pauseRevocation,
  resume: resumeRevocation,
  retry: retryRevocation,
  cancel: cancelRevocation,
} as const;
export type RevocationCommand = keyof typeof operations;

export const commandRevocation = (id: string, command: RevocationCommand): Promise<RevocationDetail> =>
  call(operations[command], { params: { revocationId: id } });
