/** How much each job has to do. */
export interface Sizes {
  readonly organizationTenants: number;
  readonly tokensOfOneTenant: number;
  readonly fleet: { readonly tenants: number; readonly tokensPerTenant: number };
  readonly revocations: { readonly tenants: number; readonly perTenant: number };
  readonly revocationsInOneTenant: {
    readonly tokens: number;
    readonly perWindow: number;
    readonly windowSeconds: number;
  };
  readonly coldCalls: number;
  readonly auditEntries: number;
  /** Kept in the store, to be paged through. */
  readonly storedTenants: number;
  readonly inventory: {
    /** In the list whose pages are measured. */
    readonly tokens: number;
    /** Of which everything is revoked as one job. */
    readonly revokedTenants: number;
  };
  /** How often a run of Castellan's client is repeated; the table has the median. */
  readonly runs: number;
}

export const FULL: Sizes = {
  organizationTenants: 10_000,
  tokensOfOneTenant: 10_000,
  fleet: { tenants: 200, tokensPerTenant: 500 },
  revocations: { tenants: 10, perTenant: 100 },
  revocationsInOneTenant: { tokens: 1_000, perWindow: 500, windowSeconds: 10 },
  coldCalls: 1_000,
  auditEntries: 1_000_000,
  storedTenants: 10_000,
  inventory: { tokens: 1_000_000, revokedTenants: 20 },
  runs: 3,
};

export const QUICK: Sizes = {
  organizationTenants: 1_000,
  tokensOfOneTenant: 1_000,
  fleet: { tenants: 50, tokensPerTenant: 500 },
  revocations: { tenants: 4, perTenant: 50 },
  revocationsInOneTenant: { tokens: 200, perWindow: 100, windowSeconds: 5 },
  coldCalls: 200,
  auditEntries: 20_000,
  storedTenants: 1_000,
  inventory: { tokens: 50_000, revokedTenants: 2 },
  runs: 1,
};

/** Rows of a page, in every list. */
export const PAGE = 100;

/** Delay of one request, and of opening a connection, in milliseconds. */
export const DELAY_MS = 120;
