import "server-only";
import { z } from "zod";
import type { TenantChangeList } from "@/lib/contracts/tenant-changes";
import { type Actor, requireRole } from "../actor";
import { appError, foreignCursor } from "../app-error";
import type { Clock } from "../clock";
import type { Store } from "../store/store";

export interface TenantChangeService {
  /** Newest first. Throws `not_found`. */
  list(
    actor: Actor,
    tenantId: string,
    query: { limit: number; cursor?: string | undefined; when: readonly string[] },
  ): Promise<TenantChangeList>;
}

const place = z.tuple([z.iso.datetime(), z.string()]);

export function createTenantChangeService({
  store,
  clock,
}: {
  store: Store;
  clock: Clock;
}): TenantChangeService {
  return {
    async list(actor, tenantId, { limit, cursor, when }) {
      requireRole(actor, "viewer");
      if (!(await store.tenants.find(tenantId)))
        throw appError("not_found", "The console knows no tenant with this id.", {
          advice: "Open it from the list of tenants.",
        });
      const times = { values: when, now: clock() };
      const [{ changes, next }, total] = await Promise.all([
        store.tenantChanges.page(tenantId, limit, readCursor(cursor), times),
        store.tenantChanges.count(tenantId, times),
      ]);
      return {
        data: changes,
        total,
        ...(next ? { nextCursor: `${next.at.toISOString()} ${next.id}` } : {}),
        asOf: clock().toISOString(),
      };
    },
  };
}

function readCursor(cursor: string | undefined): { at: Date; id: string } | undefined {
  if (cursor === undefined) return undefined;
  const parsed = place.safeParse(cursor.split(" "));
  if (!parsed.success) throw foreignCursor();
  const [at, id] = parsed.data;
  return { at: new Date(at), id };
}
