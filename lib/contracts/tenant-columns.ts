/** Columns of a table of tenants, and of its exports, by the names that people read. */
export const tenantColumns = {
  name: "Name",
  hostname: "Hostname",
  regionCode: "Region",
  status: "Status",
  subscriptionId: "Subscription",
  licenseEndsAt: "License ends",
  connection: "Connection",
  deletionStartsAt: "Deletion starts",
  organizationName: "Organization",
  countryCode: "Country",
  id: "Tenant ID",
  licenseNumber: "License number",
  licenseStartsAt: "License starts",
  createdAt: "Created",
  updatedAt: "Updated",
  firstSeenAt: "First seen",
  lastSeenAt: "Last seen",
} as const;
export type TenantColumn = keyof typeof tenantColumns;
