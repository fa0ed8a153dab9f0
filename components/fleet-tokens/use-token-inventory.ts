"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { toastProblem } from "@/components/problems/problem-toast";
import { call } from "@/lib/client/api";
import { fleetKeys, tokenInventoryQuery } from "@/lib/client/queries/fleet-tokens";
import type { syncTokens } from "@/lib/contracts/token-inventory";

/** How old the inventory is, and a way to read it anew; the lists follow as tenants are read. */
export function useTokenInventory() {
  const queryClient = useQueryClient();
  const { data: inventory } = useQuery(tokenInventoryQuery());
  const now = inventory && JSON.stringify([inventory.tokens, inventory.oldest, inventory.unread]);
  const before = useRef(now);
  useEffect(() => {
    if (before.current !== undefined && now !== before.current)
      void queryClient.invalidateQueries({ queryKey: fleetKeys.lists });
    before.current = now;
  }, [now, queryClient]);
  const { mutate, isPending } = useMutation({
    mutationFn: (tenantIds: readonly string[] | undefined) =>
      call<typeof syncTokens>("POST /api/token-inventory/sync", {
        body: tenantIds ? { tenantIds: [...tenantIds] } : {},
      }),
    onSuccess: (begun) => queryClient.setQueryData(fleetKeys.inventory, begun),
    onError: (failure) => toastProblem("The tokens could not be read", failure),
    onSettled: () => queryClient.invalidateQueries({ queryKey: fleetKeys.inventory }),
  });
  return { inventory, sync: mutate, beginning: isPending };
}
