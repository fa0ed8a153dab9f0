import "server-only";
import { type Check, failureOf } from "@/lib/contracts/checks";
import type { CredentialLevel, TenantCredentialInput } from "@/lib/contracts/credentials";
import { regions } from "@/lib/contracts/regions";
import { tenantNameOf } from "@/lib/contracts/tenant-name";
import type { Tenant, TenantDetail, TenantList, TenantsQuery } from "@/lib/contracts/tenants";
import { type Actor, requireRole } from "../../actor";
import { appError, fieldProblem, foreignCursor } from "../../app-error";
import type { AuditLog } from "../../audit/audit-log";
import type { Clock } from "../../clock";
import { parseQlikHost, type QlikHost } from "../../qlik/hosts";
import type { Tenant as QlikTenant } from "../../qlik/resources/tenants";
import { requireStepUp } from "../../step-up";
import type { Store } from "../../store/store";
import type { ListedTenant } from "../../store/tenants/tenants";
import type { Authority } from "../authority";
import { endOfCheck, storedUnchecked } from "../connections/audited-checks";
import type { Connections } from "../connections/connections";
import { checkProblem, checkTenant, type OnStep } from "../connections/credential-checks";
import type { CredentialLevels } from "../connections/credential-levels";
import type { GivenCredentials, SealedCredentials } from "../connections/sealed-credentials";
import { unknownTenant } from "../connections/unknown-scopes";
import type { Outward } from "../outward";
import { everyConnection } from "./every-connection";
import { filtersAny } from "./filters-any";

export interface TenantService {
  /** From the store, so that one tenant or organization that cannot be reached blanks nothing. */
  list(actor: Actor, query: TenantsQuery): Promise<TenantList>;
  get(actor: Actor, tenantId: string): Promise<TenantDetail>;
  /** The first few others of the same subscription by name, and how many there are. */
  siblings(
    actor: Actor,
    tenant: Pick<Tenant, "id" | "subscriptionId">,
    limit: number,
  ): Promise<{ siblings: Tenant[]; total: number }>;
  /** By hostname alone; the id comes from Qlik. Throws `check_failed` with the steps; then nothing is stored. */
  connect(actor: Actor, input: TenantCredentialInput, onStep?: OnStep): Promise<TenantDetail>;
  /** For a tenant that is known; another tenant behind the host is always refused. */
  putCredential(
    actor: Actor,
    tenantId: string,
    input: TenantCredentialInput,
    onStep?: OnStep,
  ): Promise<TenantDetail>;
  removeCredential(actor: Actor, tenantId: string, reason?: string): Promise<void>;
  verifyCredential(actor: Actor, tenantId: string, onStep?: OnStep): Promise<TenantDetail>;
}

export interface TenantDependencies {
  readonly store: Store;
  readonly sealedCredentials: SealedCredentials;
  readonly credentialLevels: CredentialLevels;
  readonly connections: Connections;
  readonly outward: Pick<Outward, "require">;
  readonly authority: Pick<Authority, "require">;
  readonly audit: AuditLog;
  readonly extraHosts: readonly string[];
  readonly clock: Clock;
}

const ignoreStep: OnStep = () => undefined;

export function createTenantService(dependencies: TenantDependencies): TenantService {
  const { store, sealedCredentials, credentialLevels, connections } = dependencies;
  const { outward, authority, audit, extraHosts, clock } = dependencies;

  const find = async (tenantId: string): Promise<TenantDetail> => {
    const tenant = await store.tenants.find(tenantId);
    if (!tenant) throw unknownTenant();
    return tenant;
  };

  const hostOf = (hostname: string): QlikHost => {
    const host = parseQlikHost(hostname, extraHosts);
    if (!host.ok) throw fieldProblem("hostname", host.error.message);
    return host.value;
  };

  /** An alias can be given up and taken by somebody else, who would then be sent the secret: the first name cannot. */
  const lastingHost = (typed: QlikHost, told: QlikTenant | undefined): QlikHost => {
    const generated = parseQlikHost(told?.hostnames[0] ?? typed, extraHosts);
    return generated.ok ? generated.value : typed;
  };

  const keep =
    (
      tenantId: string,
      host: QlikHost,
      input: GivenCredentials & { readonly level: CredentialLevel },
      check: Check,
      listed?: ListedTenant,
    ) =>
    async (entities: Parameters<Parameters<Store["transaction"]>[0]>[0]) => {
      if (listed) await entities.tenants.keepUnlisted(listed, clock());
      await sealedCredentials.put(entities, { tenantId }, host, input, check);
      await entities.tenants.setConnection(
        tenantId,
        check.outcome === "passed" ? "connected" : "failing",
        failureOf(check),
      );
    };

  return {
    async list(actor, { sort, limit, cursor, ...filters }) {
      requireRole(actor, "viewer");
      const { tenants } = store;
      const now = clock();
      const revision = await store.organizations.revision();
      const [page, matching, { total, facets }] = await Promise.all([
        tenants.page(filters, now, sort, limit, cursor),
        filtersAny(filters) ? tenants.countMatching(filters, now) : undefined,
        countFacets(tenants),
      ]);
      if (!page) throw foreignCursor();
      return {
        data: page.tenants,
        total: matching ?? total,
        unfilteredTotal: total,
        facets,
        revision,
        ...(page.next === undefined ? {} : { nextCursor: page.next }),
        asOf: now.toISOString(),
      };
    },

    async get(actor, tenantId) {
      requireRole(actor, "viewer");
      return find(tenantId);
    },

    async siblings(actor, { id, subscriptionId }, limit) {
      requireRole(actor, "viewer");
      return subscriptionId === null
        ? { siblings: [], total: 0 }
        : store.tenants.siblings(id, subscriptionId, limit);
    },

    async connect(actor, input, onStep = ignoreStep) {
      requireRole(actor, "admin");
      requireStepUp(actor, "changes-credentials", clock);
      // The first exchange of a client makes a bot user there.
      await outward.require();
      const host = hostOf(input.hostname);
      const tenantId = await audit.perform(
        actor,
        { action: "tenant.connect", object: { type: "tenant", id: host, name: host } },
        async (act) => {
          const { check, tenant } = await checkTenant(connections.tryTenant(host, input), {
            clock,
            onStep,
          });
          // Without the tenant's own id there is nothing to store a credential for.
          if (!tenant || (check.outcome === "failed" && !input.storeUnchecked))
            throw checkProblem(check, tenant !== undefined);
          const listed = toListedTenant(tenant, host);
          const known = { id: tenant.id, name: tenantNameOf(listed) };
          const level = await credentialLevels.find({ host, tenantId: tenant.id }, input, check);
          return store.transaction(async (entities) => {
            // Qlik may have taken its time to answer.
            await authority.require(actor, "admin", entities);
            await keep(tenant.id, lastingHost(host, tenant), { ...input, level }, check, listed)(entities);
            return act.endIn(
              entities,
              {
                outcome: "succeeded",
                detail: storedUnchecked(check),
                object: { type: "tenant", ...known },
                tenant: known,
              },
              tenant.id,
            );
          });
        },
      );
      return find(tenantId);
    },

    async putCredential(actor, tenantId, input, onStep = ignoreStep) {
      requireRole(actor, "admin");
      requireStepUp(actor, "changes-credentials", clock);
      await outward.require();
      const listed = await find(tenantId);
      const host = hostOf(input.hostname);
      const tenantNow = { id: listed.id, name: listed.name };
      const action = listed.credential ? "credential.replace" : "tenant.connect";
      await audit.perform(
        actor,
        { action, object: { type: "tenant", ...tenantNow }, tenant: tenantNow },
        async (act) => {
          const trial = connections.tryTenant(host, input, tenantId);
          const { check, tenant, anotherTenant } = await checkTenant(trial, { clock, onStep });
          // What could not be proven may be stored only under a hostname that is listed as this tenant's.
          const canStoreAnyway =
            !anotherTenant &&
            (tenant !== undefined || listed.hostnames.some((name) => name.toLowerCase() === host));
          if (check.outcome === "failed" && !(input.storeUnchecked && canStoreAnyway))
            throw checkProblem(check, canStoreAnyway);
          const level = await credentialLevels.find({ host, tenantId }, input, check);
          return store.transaction(async (entities) => {
            await authority.require(actor, "admin", entities);
            await keep(tenantId, lastingHost(host, tenant), { ...input, level }, check)(entities);
            return act.endIn(entities, { outcome: "succeeded", detail: storedUnchecked(check) });
          });
        },
      );
      return find(tenantId);
    },

    async removeCredential(actor, tenantId, reason) {
      requireRole(actor, "admin");
      requireStepUp(actor, "changes-credentials", clock);
      const tenant = await find(tenantId);
      if (!tenant.credential) throw appError("not_connected", "This tenant has no credential to remove.");
      const known = { id: tenant.id, name: tenant.name };
      await audit.perform(
        actor,
        { action: "credential.remove", object: { type: "tenant", ...known }, tenant: known, reason },
        (act) =>
          store.transaction(async (entities) => {
            await entities.credentials.remove({ tenantId });
            // Nobody could say any more whether it is still so.
            await entities.tokenListings.forget(tenantId);
            await entities.tenants.setConnection(tenantId, "none", null);
            await entities.tenants.removeOrphans();
            return act.endIn(entities, { outcome: "succeeded" });
          }),
      );
    },

    async verifyCredential(actor, tenantId, onStep = ignoreStep) {
      const { api, tenant } = await connections.open(actor, "operator", { tenantId });
      const known = { id: tenant.id, name: tenant.name };
      await audit.perform(
        actor,
        { action: "credential.verify", object: { type: "tenant", ...known }, tenant: known },
        async (act) => {
          const { check } = await checkTenant(api, { clock, onStep });
          const host = tenant.credential && parseQlikHost(tenant.credential.hostname, extraHosts);
          const learnt = host?.ok
            ? await credentialLevels.learn({ host: host.value, tenantId }, check)
            : undefined;
          return store.transaction(async (entities) => {
            await entities.credentials.keepCheck({ tenantId }, check);
            if (learnt) await entities.credentials.keepOfRegion(learnt.clientId);
            await entities.tenants.setConnection(
              tenantId,
              check.outcome === "passed" ? "connected" : "failing",
              failureOf(check),
            );
            return act.endIn(entities, endOfCheck(check));
          });
        },
      );
      return find(tenantId);
    },
  };
}

/** How many there are, and how often each value occurs; every state of a connection is there, those that no tenant has too. */
async function countFacets(
  tenants: Store["tenants"],
): Promise<{ total: number; facets: TenantList["facets"] }> {
  const names = ["status", "region", "country", "subscription", "organization", "connection"] as const;
  const { total, facets } = await tenants.counts(names);
  return { total, facets: { ...facets, connection: everyConnection(facets.connection) } };
}

/** What a tenant tells about itself, in the words of the organization API: it knows no subscription or licence. */
function toListedTenant(tenant: QlikTenant, host: QlikHost): ListedTenant {
  const [, label] = host.split(".");
  const region = regions.find((known) => known.label === (tenant.region ?? label));
  return {
    id: tenant.id,
    name: tenant.name,
    hostnames: tenant.hostnames.length > 0 ? [...tenant.hostnames] : [host],
    status: tenant.status ?? "unknown",
    regionCode: tenant.datacenter ?? region?.regionCode ?? "unknown",
    countryCode: region?.countryCode ?? "unknown",
    subscriptionId: null,
    licenseNumber: null,
    licenseStartsAt: null,
    licenseEndsAt: null,
    deletionStartsAt: null,
    createdAt: tenant.created ?? null,
    updatedAt: null,
  };
}
