import "server-only";
import { randomUUID } from "node:crypto";
import type { z } from "zod";
import type { Check, CheckStep } from "@/lib/contracts/checks";
import type {
  ChangeOrganizationInput,
  ConnectOrganizationInput,
  listOrganizations,
  Organization,
} from "@/lib/contracts/organizations";
import { type Actor, requireRole } from "../actor";
import { appError } from "../app-error";
import type { AuditLog } from "../audit/audit-log";
import type { Clock } from "../clock";
import { ORGANIZATION_HOST } from "../qlik/hosts";
import { requireStepUp } from "../step-up";
import type { Entities, Store } from "../store/store";
import type { StoredOrganization } from "../store/tenants/organizations";
import type { Authority } from "./authority";
import { endOfCheck, storedUnchecked } from "./connections/audited-checks";
import type { Connections } from "./connections/connections";
import { checkOrganization, checkProblem, type OnStep } from "./connections/credential-checks";
import type { GivenCredentials, SealedCredentials } from "./connections/sealed-credentials";
import { unknownOrganization } from "./connections/unknown-scopes";
import type { Inventory } from "./inventory/inventory";
import { dueAt } from "./inventory/sync-schedule";

type OrganizationList = z.infer<typeof listOrganizations.answer>;

export interface OrganizationService {
  list(actor: Actor): Promise<OrganizationList>;
  /** Checks, stores, then reads the tenants. Throws `check_failed` with the steps; then nothing is stored. */
  connect(actor: Actor, input: ConnectOrganizationInput, onStep?: OnStep): Promise<Organization>;
  change(actor: Actor, id: string, input: ChangeOrganizationInput, onStep?: OnStep): Promise<Organization>;
  /**
   * Also forgets its tenants, but for those that are connected by a credential of their own. What another organization
   * lists too becomes its.
   */
  remove(actor: Actor, id: string, reason?: string): Promise<void>;
  verify(actor: Actor, id: string, onStep?: OnStep): Promise<Organization>;
  sync(actor: Actor, id: string): Promise<Organization>;
}

export interface OrganizationDependencies {
  readonly store: Store;
  readonly connections: Connections;
  readonly sealedCredentials: SealedCredentials;
  readonly inventory: Inventory;
  readonly audit: AuditLog;
  readonly authority: Pick<Authority, "require">;
  readonly clock: Clock;
}

const ignoreStep: OnStep = () => undefined;

export function createOrganizationService({
  store,
  connections,
  sealedCredentials,
  inventory,
  audit,
  authority,
  clock,
}: OrganizationDependencies): OrganizationService {
  const find = async (id: string): Promise<Organization> => {
    const organization = await store.organizations.find(id);
    if (!organization) throw unknownOrganization();
    return withNextSync(organization, clock());
  };

  const tryOut = async (given: GivenCredentials, storeUnchecked: boolean, onStep: OnStep): Promise<Check> => {
    const check = await checkOrganization(connections.tryOrganization(given), { clock, onStep });
    if (check.outcome === "failed" && !storeUnchecked) throw checkProblem(check, true);
    return check;
  };

  const keep = (entities: Entities, id: string, given: GivenCredentials, check: Check) =>
    sealedCredentials.put(
      entities,
      { organizationId: id },
      ORGANIZATION_HOST,
      { ...given, level: "organization" },
      check,
    );

  /** Asked before Qlik is, and again in the transaction that stores it: transactions take turns, so two are never both told no. */
  const refuseTakenName = async ({ organizations }: Entities, name: string, exceptId?: string) => {
    if (!(await organizations.isNameTaken(name, exceptId))) return;
    const message = `There is an organization called ${name} already. Choose another name, or replace its credential.`;
    throw appError("conflict", message, { errors: [{ path: "name", message }] });
  };

  return {
    async list(actor) {
      requireRole(actor, "viewer");
      const revision = await store.organizations.revision();
      // After the revision, as lists take theirs before it: of two, the later moment then has the later revision.
      const now = clock();
      const data = (await store.organizations.list()).map((one) => withNextSync(one, now));
      return { data, total: data.length, revision, asOf: now.toISOString() };
    },

    async connect(actor, { name, storeUnchecked, ...given }, onStep = ignoreStep) {
      requireRole(actor, "admin");
      requireStepUp(actor, "changes-credentials", clock);
      await refuseTakenName(store, name);
      const id = randomUUID();
      const object = { type: "organization", id, name } as const;
      await audit.perform(actor, { action: "organization.connect", object }, async (act) => {
        const check = await tryOut(given, storeUnchecked, onStep);
        return store.transaction(async (entities) => {
          // Qlik may have taken its time to answer.
          await authority.require(actor, "admin", entities);
          await refuseTakenName(entities, name);
          await entities.organizations.create(id, name);
          await keep(entities, id, given, check);
          return act.endIn(entities, { outcome: "succeeded", detail: storedUnchecked(check) });
        });
      });
      const tell = (step: Omit<CheckStep, "id">) => onStep({ id: "read-tenants", ...step });
      tell({ state: "running" });
      const { outcome, tenantsRead, message } = await inventory.sync(actor, id, (read) =>
        tell({ state: "running", message: `${read.toLocaleString("en")} so far` }),
      );
      // The organization stands all the same: its row says why the tenants could not be read.
      if (outcome === "succeeded")
        tell({ state: "passed", message: `${tenantsRead.toLocaleString("en")} tenants` });
      else tell({ state: "failed", ...(message ? { message } : {}) });
      return find(id);
    },

    async change(
      actor,
      id,
      { name, clientId, clientSecret, syncEveryMinutes, storeUnchecked },
      onStep = ignoreStep,
    ) {
      requireRole(actor, "admin");
      requireStepUp(actor, "changes-credentials", clock);
      const before = await find(id);
      if (name !== undefined) await refuseTakenName(store, name, id);
      const object = { type: "organization", id, name: before.name } as const;
      await audit.perform(actor, { action: "organization.change", object }, async (act) => {
        const given =
          clientId !== undefined && clientSecret !== undefined ? { clientId, clientSecret } : undefined;
        const check = given && (await tryOut(given, storeUnchecked, onStep));
        return store.transaction(async (entities) => {
          await authority.require(actor, "admin", entities);
          if (name !== undefined) {
            await refuseTakenName(entities, name, id);
            await entities.organizations.rename(id, name);
          }
          if (syncEveryMinutes !== undefined)
            await entities.organizations.setSyncInterval(id, syncEveryMinutes);
          if (given && check) await keep(entities, id, given, check);
          const done = [
            name !== undefined && name !== before.name ? `Renamed to ${name}.` : "",
            syncEveryMinutes === undefined ? "" : intervalWords(syncEveryMinutes),
            given ? "Replaced the credential." : "",
            check ? storedUnchecked(check) : "",
          ];
          return act.endIn(entities, { outcome: "succeeded", detail: done.filter(Boolean).join(" ") });
        });
      });
      return find(id);
    },

    async remove(actor, id, reason) {
      requireRole(actor, "admin");
      requireStepUp(actor, "changes-credentials", clock);
      const { name } = await find(id);
      await audit.perform(
        actor,
        { action: "organization.remove", object: { type: "organization", id, name }, reason },
        (act) =>
          store.transaction(async (entities) => {
            const given = await entities.tenantListings.handOver(id, "all");
            if (!(await entities.organizations.remove(id))) throw unknownOrganization();
            await entities.tenants.removeOrphans();
            const detail = given.map(
              ({ name: other, tenants }) =>
                `${tenants} ${tenants === 1 ? "tenant stays" : "tenants stay"} with ${other}.`,
            );
            return act.endIn(entities, { outcome: "succeeded", detail: detail.join(" ") });
          }),
      );
    },

    async verify(actor, id, onStep = ignoreStep) {
      const { api, organization } = await connections.open(actor, "operator", { organizationId: id });
      await audit.perform(
        actor,
        { action: "organization.verify", object: { type: "organization", id, name: organization.name } },
        async (act) => {
          const check = await checkOrganization(api, { clock, onStep });
          return store.transaction(async (entities) => {
            await entities.credentials.keepCheck({ organizationId: id }, check);
            return act.endIn(entities, endOfCheck(check));
          });
        },
      );
      return find(id);
    },

    async sync(actor, id) {
      requireRole(actor, "operator");
      const { name } = await find(id);
      await audit.perform(
        actor,
        { action: "organization.sync", object: { type: "organization", id, name } },
        async (act) => {
          const { outcome, tenantsRead, message } = await inventory.sync(actor, id);
          if (outcome === "already-running") {
            throw appError("conflict", "The tenants of this organization are being read already.", {
              advice: "Wait until that is done; the list shows its progress.",
            });
          }
          return act.ended({ outcome, detail: message ?? `${tenantsRead} tenants read.` });
        },
      );
      return find(id);
    },
  };
}

const withNextSync = (organization: StoredOrganization, now: Date): Organization => {
  const due = dueAt(organization, now.getTime());
  return { ...organization, nextSyncAt: due === undefined ? null : new Date(due).toISOString() };
};

const intervalWords = (minutes: number | null): string =>
  minutes === null ? "Reads the tenants only on demand." : `Reads the tenants every ${minutes} minutes.`;
