import "server-only";
import { z } from "zod";
import type { AuthorizedRequests } from "@/lib/server/qlik/authorized-requests";
import type { QlikError } from "@/lib/server/qlik/errors";
import { id, text, texts, withKnown } from "@/lib/server/qlik/members";
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

const tenant = z
  .object({ id, name: text, hostnames: texts, region: text, datacenter: text, status: text, created: text })
  .transform(
    (row): Tenant =>
      withKnown(
        { id: row.id, name: row.name ?? "", hostnames: row.hostnames },
        {
          region: row.region,
          datacenter: row.datacenter,
          status: row.status,
          created: row.created,
        },
      ),
  );

const PATH = ["api", "v1", "tenants"];

export function createTenants(requests: AuthorizedRequests): Tenants {
  return {
    me: (signal) => requests.get({ path: [...PATH, "me"], signal }, tenant),
    get: (tenantId, signal) => requests.get({ path: PATH, id: tenantId, signal }, tenant),
  };
}
