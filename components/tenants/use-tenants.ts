"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { tableError } from "@/components/problems/table-error";
import { usePageRows } from "@/components/providers/use-page-rows";
import { usePagedQuery } from "@/components/providers/use-paged-query";
import { paths } from "@/lib/client/paths";
import { organizationsQuery } from "@/lib/client/queries/organizations";
import { type TenantsQuestion, tenantsQuery } from "@/lib/client/queries/tenants";
import type { Tenant } from "@/lib/contracts/tenants";

/** Tenants that answer a question, page by page, and what every table of them has in common. */
export function useTenants(question: TenantsQuestion, couldNotRead: string) {
  const { data: organizations } = useQuery(organizationsQuery());
  const tenants = usePagedQuery(
    { ...tenantsQuery(question), placeholderData: keepPreviousData },
    organizations,
  );
  const first = tenants.data?.pages[0];
  const refetch = () => void tenants.refetch();
  return {
    first,
    refetch,
    state: {
      loading: tenants.isPending,
      fetching: tenants.isFetching,
      error: tableError(tenants.error, couldNotRead, refetch),
    },
    tableProps: {
      mode: "server" as const,
      rows: usePageRows(tenants.data, rowId),
      rowId,
      rowHref,
      hasMore: tenants.hasNextPage,
      onEndReached: () => {
        if (!tenants.isFetching) void tenants.fetchNextPage();
      },
    },
  };
}

const rowId = (tenant: Tenant) => tenant.id;
const rowHref = (tenant: Tenant) => paths.tenant(tenant.id);
