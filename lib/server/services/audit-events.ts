import "server-only";
import type { z } from "zod";
import type { auditEventList } from "@/lib/contracts/audit-events";
import { type Actor, requireRole } from "../actor";
import { fieldProblem } from "../app-error";
import type { Clock } from "../clock";
import type { Store } from "../store/store";

export interface AuditEventService {
  /** Newest first. */
  list(
    actor: Actor,
    query: { limit: number; cursor?: string | undefined },
  ): Promise<z.infer<typeof auditEventList>>;
}

export function createAuditEventService({ store, clock }: { store: Store; clock: Clock }): AuditEventService {
  return {
    async list(actor, { limit, cursor }) {
      requireRole(actor, "admin");
      const before = cursor === undefined ? undefined : Number(cursor);
      if (before !== undefined && !Number.isSafeInteger(before))
        throw fieldProblem("cursor", "This cursor is not one that the console gave out.");
      const [{ events, last }, total] = await Promise.all([
        store.auditEntries.page(limit, before),
        store.auditEntries.count(),
      ]);
      return {
        data: events,
        total,
        ...(last === undefined ? {} : { nextCursor: String(last) }),
        asOf: clock().toISOString(),
      };
    },
  };
}
