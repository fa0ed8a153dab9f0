import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import type { exportTenants, getTenant, listTenants, Tenant, TenantList } from "@/lib/contracts/tenants";
import { addressOf, call } from "../api";
import { tenantKeys } from "./tenant-keys";

/** Rows in a page of a list. */
const PAGE = 100;

/** Filters of a list of tenants, as they are called in addresses. */
export const tenantFilterIds = [
  "status",
  "region",
  "subscription",
  "connection",
  "organization",
  "country",
  "licenseEnds",
  "deletion",
  "firstSeen",
  "lastSeen",
] as const;
export type TenantFilterId = (typeof tenantFilterIds)[number];

/** Search, filters and sorting, each as it stands in the query string; "" for none. */
export type TenantsQuestion = Record<TenantFilterId | "search" | "sort", string>;

type Parameters = Readonly<Record<string, string | readonly string[] | undefined>>;

/** The question in a page's query string: server and browser make the same of the same address. */
export function tenantsQuestion(parameters: Parameters): TenantsQuestion {
  const text = (name: string) => [parameters[name] ?? ""].flat().join(",");
  const filters = Object.fromEntries(tenantFilterIds.map((id) => [id, text(id)]));
  return {
    ...(filters as Record<TenantFilterId, string>),
    search: text("search"),
    sort: text("sort") || "name",
  };
}

export const tenantsQuery = (question: TenantsQuestion) =>
  infiniteQueryOptions({
    queryKey: tenantKeys.list(question),
    queryFn: ({ pageParam, signal }) => {
      const query: z.input<typeof listTenants.query> = {
        ...question,
        ...(pageParam ? { cursor: pageParam } : {}),
      };
      return call<typeof listTenants>("GET /api/tenants", { query, signal });
    },
    initialPageParam: "",
    getNextPageParam: (page) => page.nextCursor,
  });

/** Where the same tenants come from as a file. */
export const tenantsExportAddress = (query: z.input<typeof exportTenants.query>): string =>
  addressOf<typeof exportTenants>("GET /api/tenants/export", { query });

/** The tenants of a selection: those with the ids, or all that answer the question but those. */
export async function selectedTenants(
  question: TenantsQuestion,
  { all, ids }: { readonly all: boolean; readonly ids: ReadonlySet<string> },
): Promise<readonly Tenant[]> {
  if (!all) {
    const chunks = Array.from({ length: Math.ceil(ids.size / PAGE) }, (_, index) =>
      [...ids].slice(index * PAGE, (index + 1) * PAGE),
    );
    const lists = await Promise.all(
      chunks.map((chunk) => call<typeof listTenants>("GET /api/tenants", { query: { id: chunk.join(",") } })),
    );
    return lists.flatMap(({ data }) => data);
  }
  const tenants: Tenant[] = [];
  for (let cursor: string | undefined = ""; cursor !== undefined; ) {
    const page: TenantList = await call<typeof listTenants>("GET /api/tenants", {
      query: { ...question, ...(cursor ? { cursor } : {}) },
    });
    tenants.push(...page.data.filter(({ id }) => !ids.has(id)));
    cursor = page.nextCursor;
  }
  return tenants;
}

export const tenantQuery = (tenantId: string) =>
  queryOptions({
    queryKey: tenantKeys.one(tenantId),
    queryFn: ({ signal }) =>
      call<typeof getTenant>("GET /api/tenants/{tenantId}", { params: { tenantId }, signal }),
  });
