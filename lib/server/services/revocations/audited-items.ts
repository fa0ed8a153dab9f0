import "server-only";
import type { TokenOwner } from "@/lib/contracts/token-owner";
import type { Act, Intent } from "../../audit/act";
import type { ItemEnd, StoredRevocationItem } from "../../store/revocations/items";
import type { Entities } from "../../store/store";
import { noteRevoked } from "../token-inventory/note-revoked";
import type { TenantRun } from "./run-dependencies";

type OfRun = Pick<TenantRun, "tenant" | "reason" | "actId">;

/** What the audit log says of one token. */
export const revocationAct = (
  { tokenId }: StoredRevocationItem,
  { tenant, reason, actId }: OfRun,
  owner?: TokenOwner,
): Act => ({
  action: "oauth-token.revoke",
  object: { type: "oauth-token", id: tokenId, name: tokenId },
  tenant: { id: tenant.tenantId, name: tenant.tenantName },
  ...(reason === null ? {} : { reason }),
  ...(actId === null ? {} : { partOf: actId }),
  owner,
});

/** As {@link revocationAct} for several tokens of one tenant, each with whose it is. */
export async function revocationActs(
  items: readonly StoredRevocationItem[],
  run: OfRun,
  { tokenOwners }: Pick<Entities, "tokenOwners">,
): Promise<Act[]> {
  const owners = await tokenOwners.of(run.tenant.tenantId, items);
  return items.map((item, index) => revocationAct(item, run, owners[index]));
}

/** A token, and how it ended or is to be tried again. */
export interface EndedItem {
  readonly item: StoredRevocationItem;
  readonly end: ItemEnd;
}

/** Corrects the inventory by what has just ended; inside the transaction that writes it down. */
export async function noteEnded(
  entities: Entities,
  { revocationId, tenantId, at }: { revocationId: string; tenantId: string; at: Date },
  ended: readonly EndedItem[],
): Promise<void> {
  const tokens = ended.flatMap(({ item: { tokenId }, end: { state } }) =>
    state === "revoked" || state === "already-gone" ? [{ tokenId, outcome: state }] : [],
  );
  await noteRevoked(entities, tenantId, tokens, { at, revocationId });
}

/** The log tells of each sending how it ended, also when the token will be sent again. */
export async function endIntent(
  intent: Intent,
  { state, message, qlik }: ItemEnd,
  entities: Entities,
): Promise<void> {
  const outcome =
    state === "revoked" ? "succeeded" : state === "already-gone" || state === "unknown" ? state : "failed";
  await intent.end({ outcome, detail: message, qlik }, entities);
}
