import "server-only";
import type { RevocationOutcome } from "@/lib/contracts/oauth-tokens";
import type { Entities } from "../../store/store";
import { WATCH_MS } from "./reading-schedule";

/**
 * Corrects the inventory at once after Qlik has answered; inside a transaction. Tokens that it does not know, and a
 * tenant that was never read, are none of its business.
 */
export async function noteRevoked(
  entities: Entities,
  tenantId: string,
  tokens: readonly { readonly tokenId: string; readonly outcome: RevocationOutcome }[],
  { at, revocationId }: { readonly at: Date; readonly revocationId?: string },
): Promise<void> {
  for (const outcome of ["revoked", "already-gone"] as const) {
    const ids = tokens.filter((token) => token.outcome === outcome).map(({ tokenId }) => tokenId);
    if (ids.length > 0)
      await entities.tokenListings.markGone(tenantId, ids, { at, because: outcome, revocationId });
  }
  if (tokens.some(({ outcome }) => outcome === "revoked"))
    await entities.tokenSyncs.watch(tenantId, new Date(at.getTime() + WATCH_MS));
}
