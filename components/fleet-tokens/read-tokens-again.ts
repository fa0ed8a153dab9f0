import { MutationObserver, type QueryClient } from "@tanstack/react-query";
import { call } from "@/lib/client/api";
import { fleetKeys } from "@/lib/client/queries/fleet-tokens";
import type { syncTokens } from "@/lib/contracts/token-inventory";

/** Has the tokens of the fleet read anew. Throws what kept them from that. */
export async function readTokensAgain(queryClient: QueryClient): Promise<void> {
  const sync = new MutationObserver(queryClient, {
    mutationFn: () => call<typeof syncTokens>("POST /api/token-inventory/sync", { body: {} }),
    onSuccess: (begun) => queryClient.setQueryData(fleetKeys.inventory, begun),
    // Not waited for: what went wrong is told at once.
    onSettled: () => void queryClient.invalidateQueries({ queryKey: fleetKeys.inventory }),
  });
  await sync.mutate();
}
