import "server-only";
import type { CalledTenant } from "@/lib/contracts/tenant-name";
import type { Database } from "../database";
import type { TokenGroupStore } from "../tokens/groups";
import { clientKeyOf, descriptionKeyOf, tenantSortKey, userSearchKey, userSortKey } from "../tokens/rows";

const PAGE = 1000;

/**
 * Brings up what people and tokens of a tenant are searched and sorted by. Of tokens, each text once and not each token:
 * a tenant may have a hundred thousand of them, of a few clients.
 */
export async function deriveInventory(
  db: Database,
  groups: Pick<TokenGroupStore, "recount">,
  tenant: CalledTenant,
): Promise<void> {
  await deriveUsers(db, tenant.id);
  await db.oAuthToken.updateMany({
    where: { tenantId: tenant.id, tenantKey: { not: tenantSortKey(tenant) } },
    data: { tenantKey: tenantSortKey(tenant) },
  });
  if (await deriveTokens(db, tenant.id)) await groups.recount(tenant.id);
}

async function deriveUsers(db: Database, tenantId: string): Promise<void> {
  for (let after = 0; ; ) {
    const rows = await db.tenantUser.findMany({
      where: { tenantId, number: { gt: after } },
      orderBy: { number: "asc" },
      take: PAGE,
    });
    for (const user of rows) {
      const [nameKey, searchKey] = [userSortKey(user), userSearchKey(user)];
      if (user.nameKey === nameKey && user.searchKey === searchKey) continue;
      await db.tenantUser.updateMany({ where: { number: user.number }, data: { nameKey, searchKey } });
      await db.oAuthToken.updateMany({ where: { userNumber: user.number }, data: { userKey: nameKey } });
    }
    const last = rows.at(-1);
    if (!last) return;
    after = last.number;
  }
}

/** Whether a key has changed by which tokens are counted. */
async function deriveTokens(db: Database, tenantId: string): Promise<boolean> {
  const clients = await db.oAuthToken.groupBy({
    by: ["clientId", "clientName", "clientKey"],
    where: { tenantId },
  });
  for (const { clientId, clientName, clientKey } of clients)
    if (clientKey !== clientKeyOf(clientId, clientName))
      await db.oAuthToken.updateMany({
        where: { tenantId, clientId, clientName },
        data: { clientKey: clientKeyOf(clientId, clientName) },
      });
  const descriptions = await db.oAuthToken.groupBy({
    by: ["description", "descriptionKey"],
    where: { tenantId },
  });
  const changed = descriptions.filter((row) => row.descriptionKey !== descriptionKeyOf(row.description));
  for (const { description } of changed)
    await db.oAuthToken.updateMany({
      where: { tenantId, description },
      data: { descriptionKey: descriptionKeyOf(description) },
    });
  return changed.length > 0;
}
