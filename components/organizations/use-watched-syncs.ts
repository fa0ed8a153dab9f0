"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { organizationsQuery } from "@/lib/client/queries/organizations";
import { tenantKeys } from "@/lib/client/queries/tenant-keys";
import type { Organization } from "@/lib/contracts/organizations";

const WHILE_READING_MS = 2000;
const OTHERWISE_MS = 60_000;

const isReading = ({ lastSync }: Organization) => lastSync?.outcome === "running";
const readings = (organizations: readonly Organization[]) =>
  JSON.stringify(organizations.map(({ id, lastSync }) => [id, lastSync]));

/** The organizations, looked at more often while one is read: its tenants then appear in every list as they arrive. */
export function useWatchedSyncs(): readonly Organization[] {
  const queryClient = useQueryClient();
  const { data } = useQuery({
    ...organizationsQuery(),
    refetchInterval: ({ state }) => (state.data?.data.some(isReading) ? WHILE_READING_MS : OTHERWISE_MS),
  });
  const now = data && readings(data.data);
  const before = useRef(now);
  useEffect(() => {
    if (before.current !== undefined && now !== before.current)
      void queryClient.invalidateQueries({ queryKey: tenantKeys.lists });
    before.current = now;
  }, [now, queryClient]);
  return data?.data ?? none;
}

const none: readonly Organization[] = [];
