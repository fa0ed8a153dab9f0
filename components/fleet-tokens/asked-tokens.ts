import type { DataTableSelection } from "@/components/data-table/data-table-types";
import type { AskedTokens } from "@/components/revocations/revoke-many-dialog";
import type { FleetQuestion } from "@/lib/client/queries/fleet-tokens";
import type { FleetToken } from "@/lib/contracts/fleet-tokens";

/** A token's id is its tenant's; both together name it among all. */
export const rowIdOf = ({ tenantId, id }: Pick<FleetToken, "tenantId" | "id">): string =>
  JSON.stringify([tenantId, id]);

/** What a selection in the list of all tokens means: these tokens, or all that answer the question but these. */
export function askedTokens(
  { sort: _sort, ...filters }: FleetQuestion,
  selection: DataTableSelection,
  /** More match than are counted. */
  isLeast: boolean,
): AskedTokens {
  const tokens = byTenant(selection.ids);
  return {
    count: selection.count,
    countIsLeast: selection.all && isLeast,
    selection: selection.all ? { kind: "fleet", filters, except: tokens } : { kind: "tokens", tokens },
  };
}

function byTenant(rowIds: ReadonlySet<string>): { tenantId: string; tokenIds: string[] }[] {
  const tenants = new Map<string, string[]>();
  for (const rowId of rowIds) {
    const [tenantId, id]: [string, string] = JSON.parse(rowId);
    tenants.set(tenantId, [...(tenants.get(tenantId) ?? []), id]);
  }
  return [...tenants].map(([tenantId, tokenIds]) => ({ tenantId, tokenIds }));
}
