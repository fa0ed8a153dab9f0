import "server-only";
import type { Act, KnownIntent } from "../../audit/audit-log";
import type { ItemEnd, StoredRevocationItem } from "../../store/revocation-items";
import type { Entities } from "../../store/store";
import type { TenantRun } from "./run-dependencies";

/** What the audit log says of one token. */
export const revocationAct = (
  { tokenId }: StoredRevocationItem,
  { tenant, reason }: Pick<TenantRun, "tenant" | "reason">,
): Act => ({
  action: "oauth-token.revoke",
  object: { type: "oauth-token", id: tokenId, name: tokenId },
  tenant: { id: tenant.tenantId, name: tenant.tenantName },
  ...(reason === null ? {} : { reason }),
});

/** The log tells of each sending how it ended, also when the token will be sent again. */
export async function endIntent(
  intent: KnownIntent,
  { state, message, qlik }: ItemEnd,
  entities: Entities,
): Promise<void> {
  const outcome =
    state === "revoked" ? "succeeded" : state === "already-gone" || state === "unknown" ? state : "failed";
  await intent.end({ outcome, detail: message, qlik }, entities);
}
