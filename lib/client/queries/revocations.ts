import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { ExportFormat } from "@/lib/contracts/media-types";
import type {
  cancelRevocation,
  createRevocation,
  getRevocation,
  listRevocationItems,
  listRevocations,
  pauseRevocation,
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
} as const;

export const revocationsQuery = () =>
  infiniteQueryOptions({
    queryKey: [...revocationKeys.all, "list"],
    queryFn: ({ pageParam, signal }) =>
      call<typeof listRevocations>("GET /api/revocations", {
        query: pageParam ? { cursor: pageParam } : {},
        signal,
      }),
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
    queryFn: ({ signal }) =>
      call<typeof getRevocation>("GET /api/revocations/{revocationId}", {
        params: { revocationId: id },
        signal,
      }),
    refetchInterval: ({ state }) => (state.data?.state === "running" ? LOOK_EVERY_MS : false),
  });

export const revocationItemsQuery = (id: string, state: RevocationItemState | undefined) =>
  infiniteQueryOptions({
    queryKey: [...revocationKeys.one(id), "items", state ?? null],
    queryFn: ({ pageParam, signal }) =>
      call<typeof listRevocationItems>("GET /api/revocations/{revocationId}/items", {
        params: { revocationId: id },
        query: { ...(state ? { state } : {}), ...(pageParam ? { cursor: pageParam } : {}) },
        signal,
      }),
    initialPageParam: "",
    getNextPageParam: (page) => page.nextCursor,
  });

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
