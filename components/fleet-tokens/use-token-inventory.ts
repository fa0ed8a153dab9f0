"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { toastProblem } from "@/components/problems/problem-toast";
import { fleetKeys, tokenInventoryQuery } from "@/lib/client/queries/fleet-tokens";

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
  const [beginning, setBeginning] = useState(false);
  function sync() {
    setBeginning(true);
    // Few ask for it: how something is changed comes only now.
    void import("./read-tokens-again")
      .then(({ readTokensAgain }) => readTokensAgain(queryClient))
      .catch((failure: Error) => toastProblem("The tokens could not be read", failure))
      .finally(() => setBeginning(false));
  }
  return { inventory, sync, beginning };
}
