import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import type {
  exportFleetTokens,
  listFleetTokens,
  listTokenGroups,
  TokenGrouping,
} from "@/lib/contracts/fleet-tokens";
import type { getTokenInventory } from "@/lib/contracts/token-inventory";
import { addressOf, call } from "../api";

/** Filters of the list of all tokens, as they are called in addresses. */
export const fleetFilterIds = [
  "tenant",
  "user",
  "client",
  "userStatus",
  "lastUsed",
  "kind",
  "device",
  "region",
  "organization",
  "connection",
  "tenantStatus",
  "firstSeen",
  "state",
] as const;
export type FleetFilterId = (typeof fleetFilterIds)[number];

/** Search, filters and sorting, each as it stands in the query string; "" for none. */
export type FleetQuestion = Record<FleetFilterId | "search" | "sort", string>;

type Parameters = Readonly<Record<string, string | readonly string[] | undefined>>;

/** The question in a page's query string: server and browser make the same of the same address. */
export function fleetQuestion(parameters: Parameters): FleetQuestion {
  const text = (name: string) => [parameters[name] ?? ""].flat().join(",");
  const filters = Object.fromEntries(fleetFilterIds.map((id) => [id, text(id)]));
  const [sort = ""] = text("sort").split(",");
  return {
    ...(filters as Record<FleetFilterId, string>),
    search: text("search"),
    // The list has an order for each field alone.
    sort: sort || "-lastUsed",
  };
}

export const fleetKeys = {
  lists: ["fleet-tokens", "list"],
  inventory: ["fleet-tokens", "inventory"],
} as const;

export const fleetTokensQuery = (question: FleetQuestion) =>
  infiniteQueryOptions({
    queryKey: [...fleetKeys.lists, question],
    queryFn: ({ pageParam, signal }) => {
      const query: z.input<typeof listFleetTokens.query> = {
        ...question,
        ...(pageParam ? { cursor: pageParam } : {}),
      };
      return call<typeof listFleetTokens>("GET /api/oauth-tokens", { query, signal });
    },
    initialPageParam: "",
    getNextPageParam: (page) => page.nextCursor,
  });

/** Where the same tokens come from as a file. */
export const fleetExportAddress = (query: z.input<typeof exportFleetTokens.query>): string =>
  addressOf<typeof exportFleetTokens>("GET /api/oauth-tokens/export", { query });

/** Counts by person, client or tenant; under the lists, because what makes those old makes these old. */
export const tokenGroupsQuery = (by: TokenGrouping, search: string) =>
  infiniteQueryOptions({
    queryKey: [...fleetKeys.lists, "groups", by, search],
    queryFn: ({ pageParam, signal }) =>
      call<typeof listTokenGroups>("GET /api/oauth-tokens/groups", {
        query: { by, search, ...(pageParam ? { cursor: pageParam } : {}) },
        signal,
      }),
    initialPageParam: "",
    getNextPageParam: (page) => page.nextCursor,
  });

/** The largest few, for a filter to choose from. */
export const largestGroupsQuery = (by: TokenGrouping) =>
  queryOptions({
    queryKey: [...fleetKeys.lists, "largest", by],
    queryFn: ({ signal }) =>
      call<typeof listTokenGroups>("GET /api/oauth-tokens/groups", { query: { by, limit: 30 }, signal }),
  });

const WHILE_READING_MS = 2_000;
const OTHERWISE_MS = 30_000;

/** How old the inventory is; looked at more often while it is read. */
export const tokenInventoryQuery = () =>
  queryOptions({
    queryKey: fleetKeys.inventory,
    queryFn: ({ signal }) => call<typeof getTokenInventory>("GET /api/token-inventory", { signal }),
    refetchInterval: ({ state }) => ((state.data?.reading ?? 0) > 0 ? WHILE_READING_MS : OTHERWISE_MS),
  });
