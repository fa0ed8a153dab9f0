import "server-only";
import { z } from "zod";
import { check } from "@/lib/contracts/checks";
import { healthOf, searchKeyOf } from "./credentials";
import type { Database } from "./database";
import { fold } from "./folding";
import { readJson } from "./stored-json";
import { NO_ORGANIZATION, toColumns } from "./tenants";

/** Grows with every change of fold(), and with every column that is derived from others. */
export const DERIVED_BY = 2;

const PAGE = 500;

/**
 * Columns that follow from others, and that older programs left empty or folded in another way. Each call works off a
 * page and returns where the next one begins; undefined at the end. Rows that are right already are not written.
 */
export function createDerivedColumnStore(db: Database) {
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
        const { searchKey, nameKey } = toColumns({ ...row, hostnames });
        const organizationKey = row.organization?.nameKey ?? NO_ORGANIZATION;
        // What was stored of half a character is read as this one, and sorts otherwise than it is read.
        const mayBeIllFormed = nameKey.includes("\uFFFD") || searchKey.includes("\uFFFD");
        if (
          mayBeIllFormed ||
          row.searchKey !== searchKey ||
          row.nameKey !== nameKey ||
          row.organizationKey !== organizationKey
        )
          await db.tenant.updateMany({
            where: { id: row.id },
            data: { searchKey, nameKey, organizationKey },
          });
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
  };
}
