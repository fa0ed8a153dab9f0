import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import { getTenant, listTenants } from "@/lib/contracts/tenants";
import { call } from "../api";

/** Search, filters and sorting, each as it stands in the query string; "" for none. */
export type TenantsQuestion = Required<
  Record<"search" | "status" | "region" | "subscription" | "connection" | "sort", string>
>;

type Parameters = Readonly<Record<string, string | readonly string[] | undefined>>;

/** The question in a page's query string: server and browser make the same of the same address. */
export function tenantsQuestion(parameters: Parameters): TenantsQuestion {
  const text = (name: string) => [parameters[name] ?? ""].flat().join(",");
  return {
    search: text("search"),
    status: text("status"),
    region: text("region"),
    subscription: text("subscription"),
    connection: text("connection"),
    sort: text("sort") || "name",
  };
}

export const tenantKeys = {
  all: ["tenants"] as const,
  lists: ["tenants", "list"] as const,
  list: (question: TenantsQuestion) => ["tenants", "list", question] as const,
  one: (tenantId: string) => ["tenants", "one", tenantId] as const,
};

export const tenantsQuery = (question: TenantsQuestion) =>
  infiniteQueryOptions({
    queryKey: tenantKeys.list(question),
    queryFn: ({ pageParam, signal }) => {
      const query: z.input<typeof listTenants.query> = {
        ...question,
        ...(pageParam ? { cursor: pageParam } : {}),
      };
      return call(listTenants, { query, signal });
    },
    initialPageParam: "",
    getNextPageParam: (page) => page.nextCursor,
  });

export const tenantQuery = (tenantId: string) =>
  queryOptions({
    queryKey: tenantKeys.one(tenantId),
    queryFn: ({ signal }) => call(getTenant, { params: { tenantId }, signal }),
  });
