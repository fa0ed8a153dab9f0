import "server-only";
import type { AuthorizedRequests } from "@/lib/server/qlik/authorized-requests";
import type { QlikError } from "@/lib/server/qlik/errors";
import { rowOf, single, textIn, textsIn, withKnown } from "@/lib/server/qlik/members";
import type { Result } from "@/lib/server/result";

/** A tenant as it describes itself (tenants.json, `Tenant`). */
export interface Tenant {
  readonly id: string;
  /** Empty when Qlik names none. */
  readonly name: string;
  /** The first never changes; others are aliases. */
  readonly hostnames: readonly string[];
  readonly region?: string;
  readonly datacenter?: string;
  readonly status?: string;
  readonly created?: string;
}

export interface Tenants {
  /** The tenant behind the host. */
  me(signal?: AbortSignal): Promise<Result<Tenant, QlikError>>;
  get(tenantId: string, signal?: AbortSignal): Promise<Result<Tenant, QlikError>>;
}

const tenant = single(
  rowOf<Tenant>((id, row) =>
    withKnown(
      { id, name: textIn(row.name) ?? "", hostnames: textsIn(row.hostnames) },
      {
        region: textIn(row.region),
        datacenter: textIn(row.datacenter),
        status: textIn(row.status),
        created: textIn(row.created),
      },
    ),
  ),
);

const PATH = ["api", "v1", "tenants"];

export function createTenants(requests: AuthorizedRequests): Tenants {
  return {
    me: (signal) => requests.get({ path: [...PATH, "me"], signal }, tenant),
    get: (tenantId, signal) => requests.get({ path: [...PATH, { id: tenantId }], signal }, tenant),
  };
}
