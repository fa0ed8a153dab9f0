import "server-only";
import { personWords } from "@/lib/contracts/person-words";
import type { Store } from "../../store/store";
import { filterWords } from "./filter-words";
import type { TokenSelection } from "./freezing";
import type { FrozenTenant } from "./frozen-tenant";
import { findPerson } from "./person";

type Naming = Pick<Store, "userSearch" | "tokenGroups" | "tenants" | "organizations">;

/** What was selected, as people would say it: "All tokens of Ana Weber (ana@example.com)", "131 chosen tokens …". */
export async function selectionWords(
  selection: TokenSelection,
  tenants: readonly FrozenTenant[],
  store: Naming,
): Promise<string> {
  const [first] = tenants;
  const tenantName = first?.tenantName ?? "";
  switch (selection.kind) {
    case "tenant":
      return `All tokens of the tenant ${tenantName}`;
    case "user": {
      const account = await store.userSearch.accountIn(selection.tenantId, selection.userId);
      const found = first?.items.find(({ userName }) => userName !== "");
      const name = account?.name || found?.userName;
      const words = personWords({ name, email: account?.email || found?.userEmail, id: selection.userId });
      return `All tokens of ${words} in ${tenantName}`;
    }
    case "person": {
      const { name, email } = await findPerson(store, selection.personKey);
      const found = tenants.flatMap(({ items }) => items).find(({ userName }) => userName !== "");
      return `All tokens of ${personWords({ name: name || (found?.userName ?? ""), email, id: selection.personKey })}`;
    }
    case "client":
      return `All tokens of the client ${await clientWords(selection.clientId, store)}`;
    case "fleet": {
      const names = {
        user: (value: string) => userWords(value, store),
        client: (id: string) => clientWords(id, store),
        tenant: async (id: string) =>
          (await store.tenants.withNamesApart([{ tenantId: id, tenantName: id }]))[0]?.tenantName ?? id,
        organization: async (id: string) => (await store.organizations.find(id))?.name || id,
      };
      const left = selection.except.reduce((sum, { tokenIds }) => sum + tokenIds.length, 0);
      const words = `All tokens ${await filterWords(selection.filters, names)}`;
      return left === 0 ? words : `${words}, without ${left} taken out by hand`;
    }
    default: {
      const count = tenants.reduce((sum, { items }) => sum + items.length, 0);
      const tokens = count === 1 ? "One chosen token" : `${count} chosen tokens`;
      return tenants.length === 1 ? `${tokens} in ${tenantName}` : `${tokens} in ${tenants.length} tenants`;
    }
  }
}

async function userWords(value: string, { userSearch }: Naming): Promise<string> {
  const account = await userSearch.accountCalled(value);
  return account ? personWords({ ...account, id: account.userId }) : value;
}

async function clientWords(clientId: string, { tokenGroups }: Naming): Promise<string> {
  const [group] = await tokenGroups.find("client", [clientId]);
  return group?.label ? `${group.label} (${clientId})` : clientId;
}
