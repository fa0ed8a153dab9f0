import { infiniteQueryOptions, type QueryClient } from "@tanstack/react-query";
import type { z } from "zod";
import type { exportCredentials, listCredentials } from "@/lib/contracts/credential-list";
import { addressOf, call } from "../api";
import { organizationKeys } from "./organizations";
import { tenantKeys } from "./tenant-keys";

/** Filters of the list of credentials, as they are called in addresses. */
export const credentialFilterIds = ["level", "health", "age", "organization"] as const;
export type CredentialFilterId = (typeof credentialFilterIds)[number];

/** Search, filters and sorting, each as it stands in the query string; "" for none. */
export type CredentialsQuestion = Record<CredentialFilterId | "search" | "sort", string>;

type Parameters = Readonly<Record<string, string | readonly string[] | undefined>>;

/** The question in a page's query string: server and browser make the same of the same address. */
export function credentialsQuestion(parameters: Parameters): CredentialsQuestion {
  const text = (name: string) => [parameters[name] ?? ""].flat().join(",");
  const filters = Object.fromEntries(credentialFilterIds.map((id) => [id, text(id)]));
  return {
    ...(filters as Record<CredentialFilterId, string>),
    search: text("search"),
    sort: text("sort") || "name",
  };
}

export const credentialKeys = {
  all: ["credentials"] as const,
  list: (question: CredentialsQuestion) => ["credentials", question] as const,
};

/** After a credential was stored, checked or removed: whatever tells of it is read again. */
export const forgetConnections = (queryClient: QueryClient) =>
  Promise.all(
    [credentialKeys.all, tenantKeys.all, organizationKeys.all].map((queryKey) =>
      queryClient.invalidateQueries({ queryKey }),
    ),
  );

export const credentialsQuery = (question: CredentialsQuestion) =>
  infiniteQueryOptions({
    queryKey: credentialKeys.list(question),
    queryFn: ({ pageParam, signal }) => {
      const query: z.input<typeof listCredentials.query> = {
        ...question,
        ...(pageParam ? { cursor: pageParam } : {}),
      };
      return call<typeof listCredentials>("GET /api/credentials", { query, signal });
    },
    initialPageParam: "",
    getNextPageParam: (page) => page.nextCursor,
  });

/** Where the same credentials come from as a file. */
export const credentialsExportAddress = (query: z.input<typeof exportCredentials.query>): string =>
  addressOf<typeof exportCredentials>("GET /api/credentials/export", { query });
