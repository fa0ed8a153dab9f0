import "server-only";
import {
  type CredentialColumn,
  type CredentialList,
  type CredentialsExportQuery,
  type CredentialsQuery,
  credentialColumns,
  credentialHealths,
  type ListedCredential,
  MOST_RECHECKS,
  type RecheckEvent,
  type RecheckProgress,
  type VerifyCredentialsInput,
} from "@/lib/contracts/credential-list";
import { credentialLevels } from "@/lib/contracts/credentials";
import type { Facet } from "@/lib/contracts/lists";
import { type Actor, requireRole } from "../actor";
import { foreignCursor, isAppError } from "../app-error";
import type { Clock } from "../clock";
import type { Log } from "../log";
import type { Store } from "../store/store";
import type { Authority } from "./authority";
import { type Cell, tableFile } from "./exports/table-files";
import type { OrganizationService } from "./organizations";
import { filtersAny } from "./tenants/filters-any";
import type { TenantService } from "./tenants/tenants";

/** Credentials of every level, and checking many of them again. */
export interface CredentialService {
  list(actor: Actor, query: CredentialsQuery): Promise<CredentialList>;
  file(actor: Actor, query: CredentialsExportQuery): Promise<ReturnType<typeof tableFile>>;
  /**
   * Each by itself, with an audit entry of its own. Once the signal is aborted, no other is begun; nor when the actor may
   * not any more, which throws `forbidden`.
   */
  verifyMany(
    actor: Actor,
    input: VerifyCredentialsInput,
    told: { readonly onEvent: (event: RecheckEvent) => void; readonly signal: AbortSignal },
  ): Promise<RecheckProgress>;
}

/** Each check goes to a host of its own, so this bounds the console and not Qlik. */
const AT_ONCE = 8;
const PAGE = 500;

const values: Readonly<Record<CredentialColumn, (credential: ListedCredential) => Cell>> = {
  name: ({ name }) => name,
  level: ({ level }) => level,
  hostname: ({ hostname }) => hostname,
  health: ({ health }) => health,
  reaches: ({ level, regionCode, tenantId }) =>
    level === "organization" ? "organization" : level === "region" ? regionCode : tenantId,
  clientId: ({ clientId }) => clientId,
  secretSetAt: ({ secretSetAt }) => secretSetAt,
  lastCheck: ({ lastCheck }) => lastCheck?.at ?? null,
  lastUsedAt: ({ lastUsedAt }) => lastUsedAt,
  organizationName: ({ organizationName }) => organizationName,
  secretFingerprint: ({ secretFingerprint }) => secretFingerprint,
};

export function createCredentialService({
  store,
  tenants,
  organizations,
  authority,
  clock,
  log,
}: {
  readonly store: Store;
  readonly tenants: Pick<TenantService, "verifyCredential">;
  readonly organizations: Pick<OrganizationService, "verify">;
  readonly authority: Pick<Authority, "during">;
  readonly clock: Clock;
  readonly log: Log;
}): CredentialService {
  const { credentialList } = store;

  async function* pages({ sort, ...filters }: CredentialsExportQuery, now: Date) {
    let cursor: string | undefined;
    do {
      const page = await credentialList.page(filters, now, sort, PAGE, cursor);
      if (!page) return;
      yield page.credentials;
      cursor = page.next;
    } while (cursor !== undefined);
  }

  async function idsOf(input: VerifyCredentialsInput): Promise<string[]> {
    if ("ids" in input) return [...new Set(input.ids)];
    const except = new Set(input.except);
    const matching = await credentialList.ids(input.matching, clock(), MOST_RECHECKS + except.size);
    return matching.filter((id) => !except.has(id)).slice(0, MOST_RECHECKS);
  }

  /** Checks one as its own page does, and looks what the list says of it then. */
  async function verify(actor: Actor, id: string): Promise<ListedCredential | string> {
    const gone = "It has been removed meanwhile.";
    const known = await credentialList.find(id);
    if (!known) return gone;
    try {
      if (known.tenantId !== null) await tenants.verifyCredential(actor, known.tenantId);
      else if (known.organizationId !== null) await organizations.verify(actor, known.organizationId);
    } catch (failure) {
      if (isAppError(failure)) return failure.message;
      log.error({ err: failure }, "a credential could not be checked");
      return "The console itself failed; its log says more.";
    }
    return (await credentialList.find(id)) ?? gone;
  }

  return {
    async list(actor, { sort, limit, cursor, ...filters }) {
      requireRole(actor, "viewer");
      const now = clock();
      const revision = await store.organizations.revision();
      const [page, matching, { total, facets }] = await Promise.all([
        credentialList.page(filters, now, sort, limit, cursor),
        filtersAny(filters) ? credentialList.countMatching(filters, now) : undefined,
        credentialList.counts(),
      ]);
      if (!page) throw foreignCursor();
      return {
        data: page.credentials,
        total: matching ?? total,
        unfilteredTotal: total,
        facets: {
          level: complete(credentialLevels, facets.level),
          health: complete(credentialHealths, facets.health),
        },
        revision,
        ...(page.next === undefined ? {} : { nextCursor: page.next }),
        asOf: now.toISOString(),
      };
    },

    async file(actor, query) {
      requireRole(actor, "viewer");
      const at = clock();
      const columns = query.columns.map((id) => ({ id, header: credentialColumns[id], value: values[id] }));
      return tableFile({ name: "credentials", format: query.format, columns, pages: pages(query, at), at });
    },

    async verifyMany(actor, input, { onEvent, signal }) {
      requireRole(actor, "operator");
      const queue = await idsOf(input);
      const total = queue.length;
      const mayGoOn = authority.during(actor, "operator", `Checking ${total} credentials`);
      let works = 0;
      let failing = 0;
      onEvent({ kind: "total", total });
      async function worker() {
        for (let id = queue.shift(); id !== undefined && !signal.aborted; id = queue.shift()) {
          await mayGoOn();
          onEvent({ kind: "checking", id });
          const found = await verify(actor, id);
          if (typeof found === "string") onEvent({ kind: "not-checked", id, message: found });
          else {
            if (found.health === "works") works += 1;
            else failing += 1;
            onEvent({ kind: "checked", credential: found });
          }
        }
      }
      await Promise.all(Array.from({ length: Math.min(AT_ONCE, total) }, worker));
      return { total, works, failing, left: total - works - failing };
    },
  };
}

/** Every value is there, those that no credential has too. */
const complete = (values: readonly string[], counted: Facet): Facet =>
  values.map((value) => ({ value, count: counted.find((one) => one.value === value)?.count ?? 0 }));
