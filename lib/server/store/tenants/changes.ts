import "server-only";
import { randomUUID } from "node:crypto";
import {
  type ChangedValue,
  changedValue,
  type TenantChange,
  type TenantChangeField,
  tenantChange,
} from "@/lib/contracts/tenant-changes";
import type { Database } from "../database";
import { anyOfTimes, type Times } from "../rows/date-range";
import { readJson } from "../rows/stored-json";

export interface NewTenantChange {
  readonly tenantId: string;
  readonly field: TenantChangeField;
  readonly before: ChangedValue;
  readonly after: ChangedValue;
}

export function createTenantChangeStore(db: Database) {
  return {
    async add(changes: readonly NewTenantChange[], at: Date): Promise<void> {
      if (changes.length === 0) return;
      await db.tenantChange.createMany({
        data: changes.map(({ tenantId, field, before, after }) => ({
          id: randomUUID(),
          tenantId,
          at,
          field,
          before: JSON.stringify(before),
          after: JSON.stringify(after),
        })),
      });
    },
    async count(tenantId: string, when: Times): Promise<number> {
      return db.tenantChange.count({ where: { tenantId, ...anyOfTimes("at", when) } });
    },
    /** One page, newest first, and the cursor of the next one if there is any. */
    async page(
      tenantId: string,
      limit: number,
      after: { at: Date; id: string } | undefined,
      when: Times,
    ): Promise<{ changes: TenantChange[]; next: { at: Date; id: string } | undefined }> {
      const rows = await db.tenantChange.findMany({
        where: {
          tenantId,
          AND: [
            anyOfTimes("at", when),
            after
              ? { OR: [{ at: { lt: after.at } }, { at: { equals: after.at }, id: { gt: after.id } }] }
              : {},
          ],
        },
        orderBy: [{ at: "desc" }, { id: "asc" }],
        take: limit + 1,
      });
      const page = rows.slice(0, limit);
      return {
        changes: page.map((row) =>
          tenantChange.parse({
            id: row.id,
            at: row.at.toISOString(),
            field: row.field,
            before: readJson(changedValue, row.before),
            after: readJson(changedValue, row.after),
          }),
        ),
        next: rows.length > limit ? page.at(-1) : undefined,
      };
    },
  };
}
