import "server-only";
import { type ChosenTenant, type ConnectionChoice, DRAFT_ROWS } from "@/lib/contracts/connection-drafts";
import type { Store } from "../store/store";

const PAGE = 500;

/** The tenants that somebody chose elsewhere, to connect them; no more than a draft takes. */
export async function readChoice(store: Store, choice: ConnectionChoice, now: Date): Promise<ChosenTenant[]> {
  const chosen: ChosenTenant[] = [];
  const pages = "client" in choice ? ofClient(store, choice.client) : matching(store, choice.matching, now);
  for await (const page of pages) {
    chosen.push(...page);
    if (chosen.length >= DRAFT_ROWS) break;
  }
  return chosen.slice(0, DRAFT_ROWS);
}

async function* matching(
  { tenants }: Store,
  { sort, ...filters }: Extract<ConnectionChoice, { matching: unknown }>["matching"],
  now: Date,
) {
  for (let cursor: string | undefined, isFirst = true; isFirst || cursor !== undefined; isFirst = false) {
    const page = await tenants.page(filters, now, sort, PAGE, cursor);
    yield (page?.tenants ?? []).map(({ id, name, hostnames, regionCode, connection }) => ({
      id,
      name,
      hostname: hostnames[0] ?? "",
      regionCode,
      isConnected: connection !== "none",
    }));
    cursor = page?.next;
  }
}

async function* ofClient({ credentials }: Store, clientId: string) {
  yield (await credentials.tenantsOf(clientId, DRAFT_ROWS)).map((tenant) => ({
    ...tenant,
    isConnected: true,
  }));
}
