import "server-only";
import type { WaitingFor } from "@/lib/contracts/revocation-parts";
import type { RevocationCounts, RevocationState } from "@/lib/contracts/revocations";
import type { RevocationTenantRow } from "../../store/revocations/revocations";
import { isSilent, type TenantLoad } from "./time-left";

/** A tenant of a revocation, with what is still to be done there and for how long it has not answered. */
export interface WaitingTenant extends TenantLoad {
  readonly tenantId: string;
  readonly tenantName: string;
  /** Sent, and not answered. */
  readonly underWay: number;
  readonly askedForSeconds: number | null;
  /** Its tokens wait for somebody to do something. */
  readonly parked: boolean;
}

// Another instance may have written it by a clock that is ahead.
const seconds = (from: Date, to: Date) => Math.max(0, Math.floor((to.getTime() - from.getTime()) / 1000));

/** Whether nothing is done in a tenant at a moment but to wait: for an answer that is late, or to ask again. */
export const onlyWaits = (
  { askedSince, asksAgainAt }: Pick<RevocationTenantRow, "askedSince" | "asksAgainAt">,
  at: Date,
): boolean => asksAgainAt !== null || isSilent({ askedForSeconds: askedSince && seconds(askedSince, at) });

/** What is known of each tenant with something left to do, at a moment. */
export function loadsOf(
  tenants: readonly RevocationTenantRow[],
  counts: ReadonlyMap<string, RevocationCounts>,
  at: Date,
): WaitingTenant[] {
  return tenants.flatMap(({ tenantId, tenantName, parkedBecause, askedSince, asksAgainAt }) => {
    const { pending = 0, underWay = 0, total = 0 } = counts.get(tenantId) ?? {};
    if (pending === 0) return [];
    return {
      tenantId,
      tenantName,
      pending,
      underWay,
      sent: total - pending,
      parked: parkedBecause !== null,
      askedForSeconds: askedSince && seconds(askedSince, at),
      asksAgainInSeconds: asksAgainAt && seconds(at, asksAgainAt),
    };
  });
}

/**
 * Who keeps the revocation waiting. While it runs, a tenant that has not answered for longer than answers take; after a
 * pause or a cancel, each that has not answered yet, because it is only then that nothing is done any more.
 */
export function waitingFor(state: RevocationState, tenants: readonly WaitingTenant[]): WaitingFor | null {
  const waited = tenants.filter((tenant) =>
    state === "running" ? isSilent(tenant) : tenant.underWay > 0 && state !== "preview",
  );
  const [longest] = waited.sort((one, other) => (other.askedForSeconds ?? 0) - (one.askedForSeconds ?? 0));
  if (!longest) return null;
  return {
    tenantId: longest.tenantId,
    tenantName: longest.tenantName,
    tenants: waited.length,
    requests: waited.reduce((sum, { underWay }) => sum + underWay, 0),
    seconds: longest.askedForSeconds ?? 0,
  };
}
