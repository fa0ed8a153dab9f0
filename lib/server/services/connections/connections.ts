import "server-only";
import type { Role } from "@/lib/contracts/roles";
import type { TenantDetail } from "@/lib/contracts/tenants";
import { type Actor, requireRole } from "../../actor";
import { appError } from "../../app-error";
import type { Clock } from "../../clock";
import type { TakeNote } from "../../notes";
import type { CallOptions, OrganizationApi, QlikClient, TenantApi } from "../../qlik/client";
import type { QlikError } from "../../qlik/errors";
import { parseQlikHost, type QlikHost } from "../../qlik/hosts";
import type { Api, ApiLevel } from "../../qlik/levels";
import type { Tenant } from "../../qlik/resources/tenants";
import type { Result } from "../../result";
import type { Store } from "../../store/store";
import type { StoredOrganization } from "../../store/tenants/organizations";
import type { Authority } from "../authority";
import type { Outward } from "../outward";
import { createConnectionHealth, type HealthStore } from "./health";
import { upstreamProblem } from "./qlik-problems";
import type { GivenCredentials, SealedCredentials } from "./sealed-credentials";
import { unknownOrganization, unknownTenant } from "./unknown-scopes";

export interface TenantScope {
  readonly tenantId: string;
}

export interface OrganizationScope {
  readonly organizationId: string;
}

/** Where something is done at Qlik, with the credential that is stored for it. */
export type Scope = TenantScope | OrganizationScope;

export interface Connection<Level extends ApiLevel = ApiLevel> {
  /** The client with which the console works there. */
  readonly clientId: string;
  /** Every call of it tells the connection's health by itself, whoever makes it and whatever they do with the answer. */
  readonly api: Api<Level>;
  /** Takes the value out of a call's result, or throws what happened in words for people. */
  unwrap<T>(result: Result<T, QlikError>): T;
}

export interface TenantConnection extends Connection<"tenant"> {
  readonly tenantId: string;
  readonly tenant: TenantDetail;
  readonly api: TenantApi;
  /**
   * Before anything is changed: asks the tenant behind the hostname who it is, or looks at the answer when it was asked
   * already. Throws unless it is the one meant, and while this console may not act outward.
   */
  prove(answer?: Result<Tenant, QlikError>): Promise<void>;
}

export interface OrganizationConnection extends Connection<"organization"> {
  readonly organizationId: string;
  readonly organization: StoredOrganization;
}

export type OpenOptions = Pick<CallOptions, "priority">;

/** The only way to Qlik: nobody else opens a tenant or an organization. */
export interface Connections {
  /**
   * For somebody, who may still do it now: long work opens many.
   * @param need the role that the act needs
   * @throws `forbidden`, `not_found`, `not_connected`
   */
  open(actor: Actor, need: Role, scope: TenantScope, options?: OpenOptions): Promise<TenantConnection>;
  open(
    actor: Actor,
    need: Role,
    scope: OrganizationScope,
    options?: OpenOptions,
  ): Promise<OrganizationConnection>;
  open(actor: Actor, need: Role, scope: Scope, options?: OpenOptions): Promise<Connection>;
  /**
   * For what the console does by itself, for nobody. Throws as {@link open}, but not `forbidden`; instead `conflict`
   * while nobody has said which installation this is.
   */
  openUnasked(scope: TenantScope, options?: OpenOptions): Promise<TenantConnection>;
  openUnasked(scope: OrganizationScope, options?: OpenOptions): Promise<OrganizationConnection>;
  openUnasked(scope: Scope, options?: OpenOptions): Promise<Connection>;
  /**
   * With what somebody has just typed, to check it before it is stored. Says nothing of a connection's health.
   * @param tenantId the tenant that is meant, where it is known
   */
  tryTenant(host: QlikHost, given: GivenCredentials, tenantId?: string): TenantApi;
  tryOrganization(given: GivenCredentials): OrganizationApi;
}

export interface ConnectionsDependencies {
  readonly store: HealthStore & {
    readonly tenants: Pick<Store["tenants"], "find">;
    readonly organizations: Pick<Store["organizations"], "find">;
    readonly credentials: Pick<Store["credentials"], "findUsable">;
  };
  readonly qlik: Pick<QlikClient, "tenant" | "organization">;
  readonly sealedCredentials: Pick<SealedCredentials, "open" | "forTrial">;
  readonly extraHosts: readonly string[];
  readonly clock: Clock;
  readonly takeNote: TakeNote;
  readonly authority: Pick<Authority, "require">;
  readonly outward: Pick<Outward, "require">;
}

export function createConnections(dependencies: ConnectionsDependencies): Connections {
  const { store, qlik, sealedCredentials, extraHosts, authority, outward } = dependencies;
  const health = createConnectionHealth(dependencies);

  const openTenant = async (tenantId: string, options?: OpenOptions): Promise<TenantConnection> => {
    const tenant = await store.tenants.find(tenantId);
    if (!tenant) throw unknownTenant();
    const stored = await store.credentials.findUsable({ tenantId });
    if (!stored)
      throw appError(
        "not_connected",
        "This tenant is not connected, so the console cannot ask it anything.",
        { advice: "Connect it with an OAuth client of that tenant, under Credentials." },
      );
    const host = parseQlikHost(stored.hostname, extraHosts);
    if (!host.ok)
      throw appError(
        "not_connected",
        `The stored hostname ${stored.hostname} may not be called: ${host.error.message}`,
        {
          advice:
            "If it was named in CASTELLAN_QLIK_EXTRA_HOSTS before, name it again; else connect the tenant anew.",
        },
      );
    const credential = await sealedCredentials.open(stored);
    const api = qlik.tenant(host.value, credential, { ...options, tenantId, onEnd: health.ofTenant(tenant) });
    return {
      tenantId,
      tenant,
      clientId: stored.clientId,
      api,
      unwrap,
      async prove(answer) {
        await outward.require();
        unwrap(answer ?? (await api.me()));
      },
    };
  };

  const openOrganization = async (
    organizationId: string,
    options?: OpenOptions,
  ): Promise<OrganizationConnection> => {
    const [organization, stored] = await Promise.all([
      store.organizations.find(organizationId),
      store.credentials.findUsable({ organizationId }),
    ]);
    if (!organization) throw unknownOrganization();
    if (!stored) throw appError("not_connected", "This organization has no credential any more.");
    const credential = await sealedCredentials.open(stored);
    const onEnd = health.ofOrganization(organization);
    const api = qlik.organization(credential, { ...options, onEnd });
    return { organizationId, organization, clientId: stored.clientId, api, unwrap };
  };

  const reach = (scope: Scope, options?: OpenOptions): Promise<TenantConnection | OrganizationConnection> =>
    "tenantId" in scope
      ? openTenant(scope.tenantId, options)
      : openOrganization(scope.organizationId, options);

  function open(
    actor: Actor,
    need: Role,
    scope: TenantScope,
    options?: OpenOptions,
  ): Promise<TenantConnection>;
  function open(
    actor: Actor,
    need: Role,
    scope: OrganizationScope,
    options?: OpenOptions,
  ): Promise<OrganizationConnection>;
  async function open(actor: Actor, need: Role, scope: Scope, options?: OpenOptions) {
    requireRole(actor, need);
    await authority.require(actor, need);
    return reach(scope, options);
  }

  function openUnasked(scope: TenantScope, options?: OpenOptions): Promise<TenantConnection>;
  function openUnasked(scope: OrganizationScope, options?: OpenOptions): Promise<OrganizationConnection>;
  async function openUnasked(scope: Scope, options?: OpenOptions) {
    await outward.require();
    return reach(scope, options);
  }

  return {
    open,
    openUnasked,
    tryTenant: (host, given, tenantId) => qlik.tenant(host, sealedCredentials.forTrial(given), { tenantId }),
    tryOrganization: (given) => qlik.organization(sealedCredentials.forTrial(given)),
  };
}

const unwrap: Connection["unwrap"] = (result) => {
  if (!result.ok) throw upstreamProblem(result.error);
  return result.value;
};
