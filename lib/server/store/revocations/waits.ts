import "server-only";
import type { Database } from "../database";

/** What the tenants of a revocation are waited for, so that every instance can tell. */
export function createRevocationWaitStore(db: Database) {
  return {
    /** Notes since when a tenant owes an answer: the first question that is open counts. Null when nobody waits for it. */
    async asked(id: string, tenantId: string, since: Date | null): Promise<void> {
      await db.revocationTenant.updateMany({
        where: { revocationId: id, tenantId, ...(since === null ? {} : { askedSince: null }) },
        data: since === null ? { askedSince: null, asksAgainAt: null } : { askedSince: since },
      });
    },
    /** Notes when a tenant is asked again; null when nobody waits for that any more. */
    async asksAgain(id: string, tenantId: string, at: Date | null): Promise<void> {
      await db.revocationTenant.updateMany({
        where: { revocationId: id, tenantId },
        data: { asksAgainAt: at },
      });
    },
    /** Lets the tokens of a tenant wait, or with nulls lets them go on. */
    async park(id: string, tenantId: string, because: string | null, key: string | null): Promise<void> {
      await db.revocationTenant.updateMany({
        where: { revocationId: id, tenantId },
        data: { parkedBecause: because, parkedKey: key },
      });
    },
  };
}
