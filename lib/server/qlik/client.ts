import "server-only";
import type { Result } from "@/lib/server/result";
import { createAccessTokens, type Grant, type QlikCredential } from "./access-tokens";
import { type AuthorizedRequests, createAuthorizedRequests } from "./authorized-requests";
import { createDeprecations, type DeprecationNotice } from "./deprecations";
import type { QlikError } from "./errors";
import { ORGANIZATION_HOST, type QlikHost } from "./hosts";
import type { Api, ApiLevel, ProvableApi } from "./levels";
import { createPacedSend, type Pace, QLIKS_PACE } from "./paced-send";
import { askWhoItIs, type Tenant } from "./resources/tenants";
import type { Priority } from "./slots";
import { createTenantProofs } from "./tenant-proofs";
import { systemTiming, type Timing } from "./timing";
import { createTransport, type Transport, type TransportOptions } from "./transport";
import { type Watch, watchedRequests } from "./watched-requests";

/** What the vendor's page on OAuth tokens asks for: no narrower scope lists other people's (FACTS.md section 3). */
const TENANT_SCOPE = "admin_classic";

/** What an organization-level credential can do. */
export type OrganizationApi = Api<"organization">;

/** What a tenant-level or region-level credential can do at one tenant. */
export interface TenantApi extends Api<"tenant"> {
  /** The tenant behind the host; another one than is meant is an error. */
  me(signal?: AbortSignal): Promise<Result<Tenant, QlikError>>;
}

export interface CallOptions {
  /** Interactive when left out: requests for which a person waits pass before background work. */
  readonly priority?: Priority | undefined;
  /** Told how each call ended, before its caller is. */
  readonly onEnd?: Watch["onEnd"];
}

export interface TenantCallOptions extends CallOptions {
  /** The tenant that is meant: no call gives or changes anything while another one answers at the host. */
  readonly tenantId?: string | undefined;
}

export interface QlikClient {
  organization(credential: QlikCredential, options?: CallOptions): OrganizationApi;
  tenant(host: QlikHost, credential: QlikCredential, options?: TenantCallOptions): TenantApi;
  /** At the host where a region's tenants are created; no tenant learns of it. */
  region(registerHost: QlikHost, credential: QlikCredential): ProvableApi;
  /** The calls that Qlik has called deprecated since the client was made, each once. */
  notices(): readonly DeprecationNotice[];
  /** Waits for what is under way, then closes the connections. */
  close(): Promise<void>;
}

/** Takes lines without anything secret. */
export interface QlikLog {
  /** One per request: method, host, path, status or kind of failure, milliseconds. */
  debug(details: Readonly<Record<string, unknown>>, message: string): void;
  /** One per call that Qlik has deprecated. */
  warn(details: Readonly<Record<string, unknown>>, message: string): void;
}

export interface QlikClientOptions
  extends Partial<Timing>,
    Pick<TransportOptions, "connectTo" | "extraHosts" | "resolve" | "maxBytes" | "connectTimeoutMs"> {
  readonly log?: QlikLog | undefined;
  /** For one call with everything it takes, in milliseconds. */
  readonly deadlineMs?: number | undefined;
  /** How many requests at a time and per window; what is left out is as Qlik documents it. */
  readonly pace?: Partial<Pace> | undefined;
}

/** The client for Qlik Cloud. Knows no store and no settings; access tokens stay inside it. */
export function createQlikClient(options: QlikClientOptions): QlikClient {
  const { log, deadlineMs = 20_000 } = options;
  const pace = { ...QLIKS_PACE, ...options.pace };
  const timing: Timing = {
    clock: options.clock ?? systemTiming.clock,
    elapsed: options.elapsed ?? systemTiming.elapsed,
    sleep: options.sleep ?? systemTiming.sleep,
    random: options.random ?? systemTiming.random,
  };
  const { connectTo, extraHosts, resolve, maxBytes, connectTimeoutMs } = options;
  const transport = createTransport({
    connectTo,
    extraHosts,
    resolve,
    maxBytes,
    connectTimeoutMs,
    deadlineMs,
    connections: pace.slotsPerTenant,
  });
  const send = createPacedSend({
    send: log ? logged(transport.send, log, timing) : transport.send,
    pace,
    timing,
    deadlineMs,
  });
  const shared = {
    send,
    accessTokens: createAccessTokens({ send, clock: timing.clock }),
    deprecations: createDeprecations((notice, message) => log?.warn(notice, message)),
    timing,
    deadlineMs,
  };
  const proofs = createTenantProofs(timing);
  const requestsFor = (grant: Grant, { priority = "interactive" }: CallOptions) =>
    createAuthorizedRequests(shared, grant, priority);

  return {
    organization(credential, callOptions = {}) {
      const requests = requestsFor({ host: ORGANIZATION_HOST, credential }, callOptions);
      return apiAt("organization", watchedRequests(requests, callOptions));
    },
    tenant(host, credential, callOptions = {}) {
      const { tenantId, onEnd } = callOptions;
      const requests = requestsFor({ host, credential, scope: TENANT_SCOPE }, callOptions);
      const ask = askWhoItIs(requests);
      const proof =
        tenantId === undefined
          ? undefined
          : proofs.of({ host, credentialKey: credential.key, tenantId, ask });
      return {
        ...apiAt("tenant", watchedRequests(requests, { admit: proof?.hold, onEnd })),
        me: toldMe(proof?.me ?? ask, onEnd),
      };
    },
    region: (registerHost, credential) => ({
      exchange: requestsFor({ host: registerHost, credential }, {}).exchange,
    }),
    notices: shared.deprecations.notices,
    close: transport.close,
  };
}

const apiAt = <Level extends ApiLevel>(level: Level, requests: AuthorizedRequests): Api<Level> => ({
  exchange: requests.exchange,
  of: (create) => create({ ...requests, level }),
});

/** Who the tenant is must not wait for who the tenant is. */
const toldMe =
  (me: TenantApi["me"], onEnd: Watch["onEnd"]): TenantApi["me"] =>
  async (signal) => {
    const answer = await me(signal);
    await onEnd?.(answer);
    return answer;
  };

/** Without the query, which may hold a name that somebody searched for. */
function logged(send: Transport["send"], log: QlikLog, { elapsed }: Timing): Transport["send"] {
  return async (request) => {
    const start = elapsed();
    const answer = await send(request);
    log.debug(
      {
        method: request.method,
        host: request.host,
        path: request.path,
        ...(answer.ok ? { status: answer.value.status } : { failure: answer.error.kind }),
        ms: Math.round(elapsed() - start),
      },
      "request to Qlik",
    );
    return answer;
  };
}
