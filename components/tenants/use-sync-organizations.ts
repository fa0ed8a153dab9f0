"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { toastProblem } from "@/components/problems/problem-toast";
import { call } from "@/lib/client/api";
import { organizationKeys } from "@/lib/client/queries/organizations";
import { tenantKeys } from "@/lib/client/queries/tenant-keys";
import type { Organization, syncOrganization } from "@/lib/contracts/organizations";

/** Reads the tenants of organizations from Qlik again; one that cannot be read does not hold up the others. */
export function useSyncOrganizations() {
  const queryClient = useQueryClient();
  const { mutate, isPending } = useMutation({
    mutationFn: (organizations: readonly Organization[]) => Promise.all(organizations.map(syncOne)),
    onSettled: () =>
      Promise.all([
        queryClient.invalidateQueries({ queryKey: tenantKeys.all }),
        queryClient.invalidateQueries({ queryKey: organizationKeys.all }),
      ]),
  });
  return { sync: mutate, syncing: isPending };
}

async function syncOne({ id, name }: Organization): Promise<void> {
  try {
    const { lastSync } = await call<typeof syncOrganization>(
      "POST /api/organizations/{organizationId}/sync",
      { params: { organizationId: id } },
    );
    if (lastSync?.outcome === "failed") throw new Error(lastSync.message ?? "Qlik did not answer.");
  } catch (failure) {
    if (!(failure instanceof Error)) throw failure;
    toastProblem(`The tenants of ${name} could not be read`, failure);
  }
}
