import "server-only";
import type { Result } from "@/lib/server/result";
import type { AuthorizedRequests } from "./authorized-requests";
import type { QlikError } from "./errors";

/** Where a resource is Qlik's: what a tenant has, or what an organization has. A region's client works at tenants. */
export type ApiLevel = "organization" | "tenant";

/** Calls at one level. A resource that Qlik has at both takes those of any level, and looks which it is. */
export interface RequestsAt<Level extends ApiLevel = ApiLevel> extends AuthorizedRequests {
  readonly level: Level;
}

export interface ProvableApi {
  /** Exchanges the credential for a new access token, to prove that host and credential go together. */
  exchange(signal?: AbortSignal): Promise<Result<void, QlikError>>;
}

/** What a credential can do at a level: its resources are opened by what makes them, such as `createUsers`. */
export interface Api<Level extends ApiLevel = ApiLevel> extends ProvableApi {
  of<Resource>(create: (requests: RequestsAt<Level>) => Resource): Resource;
}
