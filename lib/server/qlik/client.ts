import "server-only";
import type { Result } from "@/lib/server/result";
import { createAccessTokens, type Grant, type QlikCredential } from "./access-tokens";
import { createAuthorizedRequests } from "./authorized-requests";
import type { QlikError } from "./errors";
import { ORGANIZATION_HOST, type QlikHost } from "./hosts";
import { createOAuthTokens, type OAuthTokens } from "./resources/oauth-tokens";
import { createOrganizationTenants, type OrganizationTenants } from "./resources/organization-tenants";
import { createTenants, type Tenants } from "./resources/tenants";
import { createUsers, type Users } from "./resources/users";
import { createTransport, type Transport, type TransportOptions } from "./transport";

/** What the vendor's page on OAuth tokens asks for: no narrower scope lists other people's (FACTS.md section 3). */
const TENANT_SCOPE = "admin_classic";

interface ProvableApi {
  /** Exchanges the credential for a new access token, to prove that host and credential go together. */
  exchange(signal?: AbortSignal): Promise<Result<void, QlikError>>;
}

/** What an organization-level credential can do. */
export interface OrganizationApi extends ProvableApi {
  readonly tenants: OrganizationTenants;
}

/** What a tenant-level or region-level credential can do at one tenant. */
export interface TenantApi extends ProvableApi {
  readonly tenants: Tenants;
  readonly users: Users;
  readonly oauthTokens: OAuthTokens;
}

export interface QlikClient {
  organization(credential: QlikCredential): OrganizationApi;
  tenant(host: QlikHost, credential: QlikCredential): TenantApi;
  /** Waits for what is under way, then closes the connections. */
  close(): Promise<void>;
}

/** Takes one line per request: method, host, path, status or kind of failure, milliseconds; nothing secret. */
export interface QlikLog {
  debug(details: Readonly<Record<string, unknown>>, message: string): void;
}

export interface QlikClientOptions extends Pick<TransportOptions, "connectTo" | "extraHosts"> {
  /** Milliseconds since the epoch. */
  readonly clock?: (() => number) | undefined;
  readonly log?: QlikLog | undefined;
  /** For one call with everything it takes, in milliseconds. */
  readonly deadlineMs?: number | undefined;
}

/** The client for Qlik Cloud. Knows no store and no settings; access tokens stay inside it. */
export function createQlikClient(options: QlikClientOptions): QlikClient {
  const { connectTo, extraHosts, clock = Date.now, log, deadlineMs = 20_000 } = options;
  const transport = createTransport({ connectTo, extraHosts, deadlineMs });
  const send = log ? logged(transport.send, log, clock) : transport.send;
  const accessTokens = createAccessTokens({ send, clock });
  const requestsFor = (grant: Grant) =>
    createAuthorizedRequests({ send, accessTokens, grant, clock, deadlineMs });

  return {
    organization(credential) {
      const requests = requestsFor({ host: ORGANIZATION_HOST, credential });
      return { exchange: requests.exchange, tenants: createOrganizationTenants(requests) };
    },
    tenant(host, credential) {
      const requests = requestsFor({ host, credential, scope: TENANT_SCOPE });
      return {
        exchange: requests.exchange,
        tenants: createTenants(requests),
        users: createUsers(requests),
        oauthTokens: createOAuthTokens(requests),
      };
    },
    close: transport.close,
  };
}

/** Without the query, which may hold a name that somebody searched for. */
function logged(send: Transport["send"], log: QlikLog, clock: () => number): Transport["send"] {
  return async (request) => {
    const start = clock();
    const answer = await send(request);
    log.debug(
      {
        method: request.method,
        host: request.host,
        path: request.path,
        ...(answer.ok ? { status: answer.value.status } : { failure: answer.error.kind }),
        ms: clock() - start,
      },
      "request to Qlik",
    );
    return answer;
  };
}
