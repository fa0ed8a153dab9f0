import "server-only";
import type { Role } from "@/lib/contracts/roles";
import type { TenantDetail } from "@/lib/contracts/tenants";
import { type Actor, requireRole } from "../actor";
import { appError } from "../app-error";
import type { Clock } from "../clock";
import type { TakeNote } from "../notes";
import type { CallOptions, QlikClient, TenantApi } from "../qlik/client";
import type { QlikError } from "../qlik/errors";
import { parseQlikHost } from "../qlik/hosts";
import type { Tenant } from "../qlik/resources/tenants";
import type { Result } from "../result";
import type { Store } from "../store/store";
import type { Authority } from "./authority";
import { type ConnectionRecord, tellingHealth } from "./connection-health";
import type { Outward } from "./outward";
import { upstreamProblem } from "./qlik-problems";
import type { SealedCredentials } from "./sealed-credentials";

declare const authorized: unique symbol;
/** The id of a tenant that an actor was proven to be allowed to work in. Only {@link Connections} makes one. */
export type AuthorizedTenantId = string & { readonly [authorized]: true };

export interface Connection {
  readonly tenantId: AuthorizedTenantId;
  readonly tenant: TenantDetail;
  /** The client with which the console works there. */
  readonly clientId: string;
  /** Every call of it tells the connection's health by itself, whoever makes it and whatever they do with the answer. */
  readonly api: TenantApi;
  /** Takes the value out of a call's result, or throws what happened in words for people. */
  unwrap<T>(result: Result<T, QlikError>): T;
  /**
   * Before anything is changed: asks the tenant behind the hostname who it is, or looks at the answer when it was asked
   * already. Throws unless it is the one meant, and while this console may not act outward.
   */
  prove(answer?: Result<Tenant, QlikError>): Promise<void>;
}

export interface Connections {
  /** For somebody, who may still do it now: long work opens many. Throws `forbidden`, `not_found`, `not_connected`. */
  open(actor: Actor, role: Role, tenantId: string, options?: CallOptions): Promise<Connection>;
  /**
   * For what the console does by itself, for nobody. Throws as {@link open}, but not `forbidden`; instead `conflict`
   * while nobody has said which installation this is.
   */
  openUnasked(tenantId: string, options?: CallOptions): Promise<Connection>;
}

export interface ConnectionsDependencies {
  readonly store: Store;
  readonly qlik: QlikClient;
  readonly sealedCredentials: SealedCredentials;
  readonly extraHosts: readonly string[];
  readonly clock: Clock;
  readonly takeNote: TakeNote;
  readonly authority: Pick<Authority, "require">;
  readonly outward: Pick<Outward, "require">;
}

export function createConnections({
  store,
  qlik,
  sealedCredentials,
  extraHosts,
  clock,
  takeNote,
  authority,
  outward,
}: ConnectionsDependencies): Connections {
  const healthOf = (tenant: TenantDetail) => {
    const { credential } = tenant;
    const setConnection = (connection: "connected" | "failing", problem: string | null) =>
      takeNote(`${connection} connection of tenant ${tenant.id}`, () =>
        store.tenants.setConnection(tenant.id, connection, problem),
      );
    const record: ConnectionRecord = {
      isFailing: tenant.connection === "failing",
      lastUsedAt: credential?.lastUsedAt,
      fail: (problem) => setConnection("failing", problem),
      // What failed its check stays failing until it is checked again: another permission may be missing than a call's.
      recover: async () => {
        if (credential?.lastCheck?.outcome === "passed") await setConnection("connected", null);
      },
      keepUse: async () => {
        if (credential)
          await takeNote(`use of credential ${credential.id}`, () =>
            store.credentials.keepUse(credential.id, clock()),
          );
      },
    };
    return tellingHealth(record, clock);
  };

  const openTenant = async (tenantId: string, options?: CallOptions): Promise<Connection> => {
    const tenant = await store.tenants.find(tenantId);
    if (!tenant)
      throw appError("not_found", "The console knows no tenant with this id.", {
        advice: "Open it from the list of tenants; it may no longer be listed.",
      });
    const stored = await store.credentials.findUsable({ tenantId });
    const host = stored ? parseQlikHost(stored.hostname, extraHosts) : undefined;
    if (!stored || !host) {
      throw appError(
        "not_connected",
        "This tenant is not connected, so the console cannot ask it anything.",
        {
          advice: "Connect it with an OAuth client of that tenant, under Credentials.",
        },
      );
    }
    if (!host.ok) {
      throw appError(
        "not_connected",
        `The stored hostname ${stored.hostname} may not be called: ${host.error.message}`,
        {
          advice:
            "If it was named in CASTELLAN_QLIK_EXTRA_HOSTS before, name it again; else connect the tenant anew.",
        },
      );
    }
    const credential = await sealedCredentials.open(stored);
    const api = qlik.tenant(host.value, credential, { ...options, tenantId, onEnd: healthOf(tenant) });
    const unwrap: Connection["unwrap"] = (result) => {
      if (!result.ok) throw upstreamProblem(result.error);
      return result.value;
    };
    return {
      tenantId: tenantId as AuthorizedTenantId,
      tenant,
      clientId: stored.clientId,
      api,
      unwrap,
      async prove(answer) {
        await outward.require();
        unwrap(answer ?? (await api.tenants.me()));
      },
    };
  };

  return {
    async open(actor, role, tenantId, options) {
      requireRole(actor, role);
      await authority.require(actor, role);
      return openTenant(tenantId, options);
    },
    async openUnasked(tenantId, options) {
      await outward.require();
      return openTenant(tenantId, options);
    },
  };
}
