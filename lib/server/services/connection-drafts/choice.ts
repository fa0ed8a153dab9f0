import "server-only";
import {
  type ChosenTenant,
  type ConnectionChoice,
  type ConnectionQuestion,
  DRAFT_ROWS,
  type LeftOutTenant,
  whyNotConnectable,
} from "@/lib/contracts/connection-drafts";
import type { Tenant } from "@/lib/contracts/tenants";
import type { Store } from "../../store/store";

const PAGE = 500;

/** The tenants that somebody chose elsewhere, to connect them; no more than a draft takes. */
export async function readChoice(
  store: Store,
  question: ConnectionQuestion,
  now: Date,
): Promise<ConnectionChoice> {
  const tenants: ChosenTenant[] = [];
  const leftOut: LeftOutTenant[] = [];
  const pages =
    "client" in question ? ofClient(store, question.client) : matching(store, question.matching, now);
  for await (const page of pages) {
    for (const { tenant, hostname } of page) {
      const { id, name, regionCode, organizationId, organizationName, connection } = tenant;
      const why = whyNotConnectable(tenant, now);
      if (why !== null) leftOut.push({ id, name, why });
      else {
        const isConnected = connection !== "none";
        tenants.push({ id, name, hostname, regionCode, organizationId, organizationName, isConnected });
      }
    }
    if (tenants.length >= DRAFT_ROWS) break;
  }
  return { tenants: tenants.slice(0, DRAFT_ROWS), leftOut };
}

interface Found {
  readonly tenant: Tenant;
  readonly hostname: string;
}

async function* matching(
  { tenants }: Store,
  { sort, ...filters }: Extract<ConnectionQuestion, { matching: unknown }>["matching"],
  now: Date,
): AsyncGenerator<Found[]> {
  for (let cursor: string | undefined, isFirst = true; isFirst || cursor !== undefined; isFirst = false) {
    const page = await tenants.page(filters, now, sort, PAGE, cursor);
    yield (page?.tenants ?? []).map((tenant) => ({ tenant, hostname: tenant.hostnames[0] ?? "" }));
    cursor = page?.next;
  }
}

async function* ofClient({ credentials, tenants }: Store, clientId: string): AsyncGenerator<Found[]> {
  for (const { tenantId, hostname } of await credentials.tenantsOf(clientId, DRAFT_ROWS)) {
    const tenant = await tenants.find(tenantId);
    if (tenant) yield [{ tenant, hostname }];
  }
}

/**
 * What is wrong with giving one client for all of these tenants: they belong to several organizations, so that the
 * secret of one would go to another. Tenants that have this client already have its secret, and do not count.
 */
export function whyNotOneClient(
  tenants: readonly (Pick<Tenant, "organizationId" | "organizationName"> & {
    readonly credential: { readonly clientId: string } | null;
  })[],
  clientId: string,
): string | null {
  const names = new Map(
    tenants
      .filter(({ credential }) => credential?.clientId !== clientId)
      .map(({ organizationId, organizationName }) => [organizationId, organizationName]),
  );
  if (names.size < 2) return null;
  const organizations = [...names.values()].map((name) => name ?? "none that is known here").join(", ");
  return `These tenants belong to ${names.size} organizations (${organizations}), and the secret would be sent to all of them. Choose those of one, or say that it is meant for all.`;
}
