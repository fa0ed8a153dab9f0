import "server-only";
import { createAccountStore } from "./accounts";
import { createAuditEntryStore } from "./audit-entries";
import { createConnectionDraftStore } from "./connection-drafts";
import { createCredentialStore } from "./credentials";
import { type Database, openDatabase } from "./database";
import { createInstallationStore } from "./installation";
import { createInvitationStore } from "./invitations";
import { createLeaseStore } from "./leases";
import type { DatabaseLocation } from "./location";
import { createOrganizationStore } from "./organizations";
import { createPeopleStore } from "./people";
import { createSealedRecordStore } from "./sealed-records";
import { createSecondFactorStore } from "./second-factors";
import { createSessionStore } from "./sessions";
import { createSettingStore } from "./settings";
import { createSetupLinkStore } from "./setup-links";
import { createSignInLimitStore } from "./sign-in-limits";
import { createTenantChangeStore } from "./tenant-changes";
import { createTenantListingStore } from "./tenant-listings";
import { createTenantNumberStore } from "./tenant-numbers";
import { createTenantSearchStore } from "./tenant-search";
import { createTenantStore } from "./tenants";
import { createViewStore } from "./views";

const entities = (db: Database, now: () => Promise<Date>) => ({
  installation: createInstallationStore(db),
  people: createPeopleStore(db),
  secondFactors: createSecondFactorStore(db),
  accounts: createAccountStore(db),
  invitations: createInvitationStore(db),
  sessions: createSessionStore(db),
  signInLimits: createSignInLimitStore(db),
  settings: createSettingStore(db),
  setupLinks: createSetupLinkStore(db),
  organizations: createOrganizationStore(db),
  tenants: createTenantStore(db),
  tenantListings: createTenantListingStore(db),
  tenantChanges: createTenantChangeStore(db),
  tenantNumbers: createTenantNumberStore(db),
  tenantSearch: createTenantSearchStore(db),
  credentials: createCredentialStore(db),
  connectionDrafts: createConnectionDraftStore(db),
  auditEntries: createAuditEntryStore(db),
  sealedRecords: createSealedRecordStore(db),
  leases: createLeaseStore(db, now),
  views: createViewStore(db),
});

export type Entities = ReturnType<typeof entities>;

export interface Store extends Entities {
  /** All or nothing. What runs inside must use the entities it is given. */
  transaction<T>(work: (entities: Entities) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

export function openStore(location: DatabaseLocation): Store {
  const { client: database, now } = openDatabase(location);
  return {
    ...entities(database, now),
    transaction: (work) =>
      database.$transaction((transaction) => work(entities(transaction, now)), {
        timeout: 30_000,
        maxWait: 10_000,
      }),
    close: () => database.$disconnect(),
  };
}
