import "server-only";
import { z } from "zod";
import type { FoundTenant } from "@/lib/contracts/search";
import { tenantNameOf } from "@/lib/contracts/tenant-name";
import type { Database } from "../database";
import { fold } from "../rows/folding";
import { readJson } from "../rows/stored-json";

const members = { id: true, name: true, hostnames: true, status: true } as const;
const order = [{ nameKey: "asc" }, { id: "asc" }] as const;

export function createTenantSearchStore(db: Database) {
  return {
    /** The first few: names that begin with the text, then whatever has it in name, hostnames or ids. */
    async find(text: string, limit: number): Promise<FoundTenant[]> {
      const folded = fold(text);
      const [beginning, containing] = await Promise.all([
        db.tenant.findMany({
          where: { nameKey: { startsWith: folded } },
          select: members,
          orderBy: [...order],
          take: limit,
        }),
        db.tenant.findMany({
          where: { searchKey: { contains: folded } },
          select: members,
          orderBy: [...order],
          take: limit,
        }),
      ]);
      const found = new Map([...beginning, ...containing].map((row) => [row.id, row]));
      return [...found.values()].slice(0, limit).map(({ id, name, hostnames: stored, status }) => {
        const hostnames = readJson(z.array(z.string()), stored) ?? [];
        return { id, name: tenantNameOf({ id, name, hostnames }), hostnames, status };
      });
    },
  };
}
