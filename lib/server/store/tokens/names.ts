import "server-only";
import type { Bulk } from "../bulk";
import { calledApart } from "../tenants/names";

/** What is shown of a token's user. */
export interface NamesOfUser {
  readonly userId: string;
  readonly userName: string;
  readonly userEmail: string | null;
  readonly userStatus: string;
  readonly bot: boolean;
}

/** What is shown of a token's tenant. */
export interface NamesOfTenant {
  readonly tenantName: string;
  /** The client with which the console reads this tenant; undefined when it no longer does. */
  readonly ownClientId: string | undefined;
}

export interface FleetNames {
  readonly ofUser: ReadonlyMap<number, NamesOfUser>;
  readonly ofTenant: ReadonlyMap<string, NamesOfTenant>;
}

/** Whom and what a page of tokens names; asked for at once, and not as Prisma's rows, which cost twice the time. */
export async function fleetNames(
  bulk: Bulk,
  rows: readonly { readonly userNumber: number; readonly tenantId: string }[],
): Promise<FleetNames> {
  const numbers = [...new Set(rows.map(({ userNumber }) => userNumber))];
  const ids = [...new Set(rows.map(({ tenantId }) => tenantId))];
  const [users, tenants, credentials] = await Promise.all([
    bulk.read<[number, string, string, string | null, string, number | boolean]>({
      table: "tenant_users",
      columns: ["number", "userId", "name", "email", "status", "bot"],
      of: { column: "number", kind: "integer", among: numbers },
    }),
    bulk.read<[string, string, string, string]>({
      table: "tenants",
      columns: ["id", "name", "hostnameKey", "nameKey"],
      of: { column: "id", kind: "text", among: ids },
    }),
    bulk.read<[string, string]>({
      table: "credentials",
      columns: ["tenantId", "clientId"],
      of: { column: "tenantId", kind: "text", among: ids },
    }),
  ]);
  const ownClientOf = new Map(credentials);
  const called = tenants.map(([id, name, hostnameKey, nameKey]) => ({ id, name, hostnameKey, nameKey }));
  const names = calledApart(called, await repeatedOf(bulk, called));
  return {
    ofUser: new Map(
      users.map(([number, userId, userName, userEmail, userStatus, bot]) => [
        number,
        { userId, userName, userEmail, userStatus, bot: Boolean(bot) },
      ]),
    ),
    ofTenant: new Map(
      ids.map((id) => [id, { tenantName: names.get(id) ?? id, ownClientId: ownClientOf.get(id) }]),
    ),
  };
}

/** Which of their names other tenants have too. */
async function repeatedOf(
  bulk: Bulk,
  tenants: readonly { readonly nameKey: string }[],
): Promise<ReadonlySet<string>> {
  const among = [...new Set(tenants.map(({ nameKey }) => nameKey))];
  const rows = await bulk.read<[string]>({
    table: "tenants",
    columns: ["nameKey"],
    of: { column: "nameKey", kind: "text", among },
  });
  const keys = rows.map(([nameKey]) => nameKey).sort();
  return new Set(keys.filter((key, place) => key === keys[place - 1]));
}
