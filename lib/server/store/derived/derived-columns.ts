import "server-only";
import { z } from "zod";
import { check } from "@/lib/contracts/checks";
import { keepTexts } from "../audit/texts";
import type { Bulk } from "../bulk";
import { healthOf, searchKeyOf } from "../credentials/credentials";
import type { Database } from "../database";
import { fold } from "../rows/folding";
import { readJson } from "../rows/stored-json";
import { NO_ORGANIZATION, toColumns } from "../tenants/tenants";
import { groupSearchKey, type TokenGroupStore } from "../tokens/groups";
import { deriveInventory } from "./derived-inventory";

/** Grows with every change of fold(), and with every column that is derived from others. */
export const DERIVED_BY = 4;

const PAGE = 500;

/**
 * Columns that follow from others, and that older programs left empty or folded in another way. Each call works off a
 * page and returns where the next one begins; undefined at the end. Rows that are right already are not written.
 */
export function createDerivedColumnStore(db: Database, groups: Pick<TokenGroupStore, "recount">, bulk: Bulk) {
  return {
    async organizations(after: string): Promise<string | undefined> {
      const rows = await db.organization.findMany({
        where: { id: { gt: after } },
        orderBy: { id: "asc" },
        take: PAGE,
      });
      for (const { id, name, nameKey } of rows)
        if (nameKey !== fold(name))
          await db.organization.updateMany({ where: { id }, data: { nameKey: fold(name) } });
      return rows.at(-1)?.id;
    },
    /** After the organizations. */
    async tenants(after: string): Promise<string | undefined> {
      const rows = await db.tenant.findMany({
        where: { id: { gt: after } },
        include: { organization: { select: { nameKey: true } } },
        orderBy: { id: "asc" },
        take: PAGE,
      });
      for (const row of rows) {
        const hostnames = readJson(z.array(z.string()), row.hostnames) ?? [];
        const { searchKey, nameKey, licenseEndsKey, deletionStartsKey } = toColumns({ ...row, hostnames });
        const organizationKey = row.organization?.nameKey ?? NO_ORGANIZATION;
        const data = { searchKey, nameKey, organizationKey, licenseEndsKey, deletionStartsKey };
        // What was stored of half a character is read as this one, and sorts otherwise than it is read.
        const mayBeIllFormed = nameKey.includes("\uFFFD") || searchKey.includes("\uFFFD");
        const differs = Object.entries(data).some(
          ([column, value]) => row[column as keyof typeof data] !== value,
        );
        if (mayBeIllFormed || differs) await db.tenant.updateMany({ where: { id: row.id }, data });
      }
      return rows.at(-1)?.id;
    },
    /** After the tenants. */
    async credentials(after: string): Promise<string | undefined> {
      const rows = await db.credential.findMany({
        where: { id: { gt: after } },
        include: {
          organization: { select: { nameKey: true } },
          tenant: { select: { nameKey: true, connection: true } },
        },
        orderBy: { id: "asc" },
        take: PAGE,
      });
      for (const row of rows) {
        const lastCheck = readJson(check, row.lastCheck);
        const refused = row.tenant?.connection === "failing" && lastCheck !== null;
        await db.credential.updateMany({
          where: { id: row.id, version: row.version },
          data: {
            searchKey: searchKeyOf(row),
            nameKey: row.tenant?.nameKey ?? row.organization?.nameKey ?? "",
            checkedKey: lastCheck?.at ?? "",
            health: refused ? "failing" : healthOf(lastCheck),
          },
        });
      }
      return rows.at(-1)?.id;
    },
    /** People and tokens of one tenant. After the tenants. */
    async inventory(after: string): Promise<string | undefined> {
      const sync = await db.tokenSync.findFirst({
        where: { tenantId: { gt: after } },
        include: { tenant: { select: { id: true, name: true, hostnameKey: true } } },
        orderBy: { tenantId: "asc" },
      });
      if (sync) {
        const { tenant } = sync;
        await deriveInventory(db, groups, { ...tenant, hostnames: [tenant.hostnameKey] });
      }
      return sync?.tenantId;
    },
    /** By what tokens are counted. After the inventory. */
    async groups(after: string): Promise<string | undefined> {
      // The kinds come with the cursor: a key is one of its kind alone.
      const [kind = "", ...key] = after.split("\n");
      const rows = await db.tokenGroup.findMany({
        where: { OR: [{ kind: { gt: kind } }, { kind, key: { gt: key.join("\n") } }] },
        orderBy: [{ kind: "asc" }, { key: "asc" }],
        take: PAGE,
      });
      for (const { kind, key, label, searchKey } of rows)
        if (searchKey !== groupSearchKey({ label, key }))
          await db.tokenGroup.updateMany({
            where: { kind, key },
            data: { searchKey: groupSearchKey({ label, key }) },
          });
      const last = rows.at(-1);
      return last && `${last.kind}\n${last.key}`;
    },
    /** By what acts are found in the audit log. Those that were folded in another way are left beside. */
    async audit(after: string): Promise<string | undefined> {
      const rows = await db.auditEntry.findMany({
        where: { sequence: { gt: Number(after) } },
        orderBy: { sequence: "asc" },
        take: PAGE,
      });
      await keepTexts(db, bulk, rows);
      const last = rows.at(-1);
      return last && String(last.sequence);
    },
  };
}
