/** Statuses of a tenant at the organization level; the tenant level has another set. */
export const TENANT_STATUSES = ["active", "disabled", "deleted", "deactivated"] as const;
export type TenantStatus = (typeof TENANT_STATUSES)[number];

export type UserStatus = "active" | "invited" | "disabled" | "deleted" | "provisioned";

export type OAuthClient = {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly name: string;
  readonly scopes: readonly string[];
};

export type Organization = {
  readonly name: string;
  readonly subscriptionIds: readonly string[];
  readonly client: OAuthClient;
  /** A client that lacks the scope for the organization's tenants. */
  readonly narrowClient: OAuthClient;
  /** Of a region by the label in its hostnames: one client for all of the organization's tenants there. */
  readonly regionClients: ReadonlyMap<string, OAuthClient>;
};

/** A tenant as the sandbox knows it; `null` where Qlik would leave the member out. */
export type Tenant = {
  readonly id: string;
  /** The ObjectId that the organization's cursors carry; never the tenant id. */
  readonly recordId: string;
  readonly name: string | null;
  readonly organization: string | null;
  /** The generated hostname first, then aliases. */
  readonly hostnames: readonly string[];
  readonly regionLabel: string;
  readonly regionCode: string | null;
  readonly countryCode: string | null;
  readonly status: TenantStatus;
  readonly statusLastUpdatedAt: string;
  readonly createdAt: string;
  readonly createdBy: string;
  readonly updatedAt: string;
  readonly subscriptionId: string | null;
  readonly licenseNumber: string | null;
  readonly licenseStartsAt: string | null;
  readonly licenseEndsAt: string | null;
  readonly deletionStartsAt: string | null;
  readonly emailDomain: string;
  /** Whether some of its people have names that try to break a page. */
  readonly hasHostileNames: boolean;
  readonly client: OAuthClient;
  readonly narrowClient: OAuthClient | null;
};

export type AssignedRole = {
  readonly id: string;
  readonly name: string;
  readonly type: "default" | "custom";
  readonly level: "admin" | "user";
};

export type User = {
  readonly id: string;
  readonly tenantId: string;
  readonly subject: string;
  readonly name: string;
  readonly email: string | null;
  readonly status: UserStatus;
  /** Only bots have one. */
  readonly clientId: string | null;
  readonly createdAt: string;
  readonly lastUpdatedAt: string;
  /** Unix seconds; only of invited users. */
  readonly inviteExpiry: number | null;
  readonly assignedRoles: readonly AssignedRole[];
  readonly assignedGroups: readonly { readonly id: string; readonly name: string }[];
  /** Whether the answer also has the old members roles, created and lastUpdated. */
  readonly hasOldMembers: boolean;
};

export type OAuthToken = {
  readonly id: string;
  readonly tenantId: string;
  readonly userId: string;
  readonly clientId: string;
  readonly lastUsed: string | null;
  readonly deviceType: string | null;
  readonly description: string | null;
};
