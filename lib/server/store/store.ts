import "server-only";
import type { DatabaseLocation } from "@/lib/env/database-location";
import {
  type AuditChain,
  type AuditRow,
  appendEntries,
  createAuditChainStore,
  type NewAuditEntry,
} from "./audit/chain";
import { createAuditEntryStore } from "./audit/entries";
import { type Bulk, type BulkDialect, bulkQuery, bulkStatement } from "./bulk";
import { createConnectionDraftStore } from "./credentials/connection-drafts";
import { createCredentialListStore } from "./credentials/credential-list";
import { createCredentialStore } from "./credentials/credentials";
import { createSealedRecordStore } from "./credentials/sealed-records";
import { type Database, openDatabase } from "./database";
import { createDerivedColumnStore } from "./derived/derived-columns";
import { throwTold } from "./failures";
import { createInstallationStore } from "./installation/installation";
import { createLeaseStore } from "./installation/leases";
import { createOutwardHoldStore } from "./installation/outward-hold";
import { createSettingStore } from "./installation/settings";
import { createViewStore } from "./installation/views";
import type { OpenOptions } from "./open-database";
import { createAccountStore } from "./people/accounts";
import { createInvitationStore } from "./people/invitations";
import { createPeopleStore } from "./people/people";
import { createSecondFactorStore } from "./people/second-factors";
import { createSessionStore } from "./people/sessions";
import { createSetupLinkStore } from "./people/setup-links";
import { createSignInLimitStore } from "./people/sign-in-limits";
import { createRevocationItemStore } from "./revocations/items";
import { createRevocationStore } from "./revocations/revocations";
import { createRevocationWaitStore } from "./revocations/waits";
import { createTenantChangeStore } from "./tenants/changes";
import { createTenantListingStore } from "./tenants/listings";
import { createTenantNumberStore } from "./tenants/numbers";
import { createOrganizationStore } from "./tenants/organizations";
import { createTenantSearchStore } from "./tenants/search";
import { createTenantStore } from "./tenants/tenants";
import { createFleetTokenStore } from "./tokens/fleet-tokens";
import { createTokenGroupStore } from "./tokens/groups";
import { createTokenListingStore } from "./tokens/listings";
import { createTokenOwnerStore } from "./tokens/owners";
import { createTokenSyncStore } from "./tokens/syncs";
import { createUserSearchStore } from "./tokens/user-search";

const entities = (
  db: Database,
  now: () => Promise<Date>,
  bulk: Bulk,
  addAuditEntry: (entry: NewAuditEntry) => Promise<void>,
) => ({
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
  userSearch: createUserSearchStore(db),
  credentials: createCredentialStore(db),
  credentialList: createCredentialListStore(db),
  derivedColumns: createDerivedColumnStore(db, createTokenGroupStore(db, bulk), bulk),
  revocations: createRevocationStore(db),
  revocationItems: createRevocationItemStore(db),
  revocationWaits: createRevocationWaitStore(db),
  fleetTokens: createFleetTokenStore(db, bulk),
  tokenSyncs: createTokenSyncStore(db),
  tokenListings: createTokenListingStore(db, bulk),
  tokenGroups: createTokenGroupStore(db, bulk),
  tokenOwners: createTokenOwnerStore(db),
  connectionDrafts: createConnectionDraftStore(db),
  auditEntries: createAuditEntryStore(db, addAuditEntry),
  auditChain: createAuditChainStore(db),
  sealedRecords: createSealedRecordStore(db),
  leases: createLeaseStore(db, now),
  views: createViewStore(db),
  outwardHold: createOutwardHoldStore(db),
});

export type Entities = ReturnType<typeof entities>;

export interface Store extends Entities {
  /**
   * All or nothing. What runs inside must use the entities it is given. Audit entries added inside are written together
   * at its very end; when they cannot be, all of it is undone.
   */
  transaction<T>(work: (entities: Entities) => Promise<T>): Promise<T>;
  /** How audit entries are chained; before this is said, none can be added. */
  chainAudit(chain: AuditChain): void;
  close(): Promise<void>;
}

const UNCHAINED: AuditChain = {
  link: () => {
    throw new Error("Nobody has said yet how audit entries are chained.");
  },
  committed: () => undefined,
  refusal: (error) => (error instanceof Error ? error : new Error(String(error))),
};

const bulkOf = (db: Database, dialect: BulkDialect): Bulk => ({
  async write(rows) {
    if (rows.rows.length === 0) return;
    const { sql, json } = bulkStatement(rows, dialect);
    await db.$executeRawUnsafe(sql, json);
  },
  async read(query) {
    const { sql, argument } = bulkQuery(query, dialect);
    const [answer] = await db.$queryRawUnsafe<{ rows: string | null }[]>(sql, argument);
    return JSON.parse(answer?.rows ?? "[]");
  },
});

export function openStore(
  location: DatabaseLocation,
  { readOnly = false }: Partial<OpenOptions> = {},
): Store {
  const { client: database, now, bulk } = openDatabase(location, { readOnly });
  let chain = UNCHAINED;

  const run = async <T>(
    work: (entities: Entities) => Promise<T>,
    refusal: (error: unknown) => unknown,
  ): Promise<T> => {
    let written: AuditRow[] = [];
    const answer = await database
      .$transaction(
        async (transaction) => {
          const added: NewAuditEntry[] = [];
          const add = async (entry: NewAuditEntry) => void added.push(entry);
          const done = await work(entities(transaction, now, bulkOf(transaction, bulk), add));
          // Last of all, so that whoever holds the end of the log waits for nobody: no two can wait for each other.
          written = await appendEntries(transaction, bulkOf(transaction, bulk), chain, added).catch(
            (error: unknown) => {
              throw refusal(error);
            },
          );
          return done;
        },
        // Longer than either database lets a transaction wait for its turn, which can say more than Prisma does.
        { timeout: 30_000, maxWait: 15_000 },
      )
      .catch(throwTold);
    chain.committed(written);
    return answer;
  };
  const addAlone = (entry: NewAuditEntry) =>
    run(
      (inside) => inside.auditEntries.add(entry),
      (error) => error,
    );

  return {
    ...entities(database, now, bulkOf(database, bulk), addAlone),
    transaction: (work) => run(work, (error) => chain.refusal(error)),
    chainAudit: (given) => {
      chain = given;
    },
    close: () => database.$disconnect(),
  };
}
