import "server-only";
import type { RevocationCounts, RevocationItemState } from "@/lib/contracts/revocations";
import type { Store } from "../../store/store";

/** How many are in each state, for each tenant. */
export type TenantCounts = Awaited<ReturnType<Store["revocationItems"]["counts"]>>;

const countedAs = {
  "left-out": "leftOut",
  pending: "pending",
  sent: "pending",
  revoked: "revoked",
  "already-gone": "alreadyGone",
  failed: "failed",
  unknown: "unknown",
  cancelled: "cancelled",
} as const satisfies Record<RevocationItemState, keyof RevocationCounts>;

export function countsOf(groups: TenantCounts): RevocationCounts {
  const counts = {
    total: 0,
    leftOut: 0,
    pending: 0,
    underWay: 0,
    revoked: 0,
    alreadyGone: 0,
    failed: 0,
    unknown: 0,
    cancelled: 0,
  };
  for (const { state, tokens } of groups) {
    counts[countedAs[state]] += tokens;
    if (state === "sent") counts.underWay += tokens;
    if (state !== "left-out") counts.total += tokens;
  }
  return counts;
}

export function byTenant(groups: TenantCounts): Map<string, RevocationCounts> {
  const ids = new Set(groups.map(({ tenantId }) => tenantId));
  return new Map([...ids].map((id) => [id, countsOf(groups.filter(({ tenantId }) => tenantId === id))]));
}
