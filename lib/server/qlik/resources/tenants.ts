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

/** Asks the tenant behind the host who it is. What an API gives as `me` also holds it against the one that is meant. */
export const askWhoItIs =
  (requests: Pick<AuthorizedRequests, "get">) =>
  (signal?: AbortSignal): Promise<Result<Tenant, QlikError>> =>
    requests.get({ path: ["api", "v1", "tenants", "me"], signal }, tenant);
