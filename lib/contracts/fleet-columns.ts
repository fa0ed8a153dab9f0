/** Columns of the table of the fleet, and of its exports, by the names that people read. */
export const fleetColumns = {
  user: "User",
  client: "Client",
  tenant: "Tenant",
  description: "Description",
  device: "Device",
  lastUsed: "Last used",
  firstSeenAt: "First seen",
  status: "Status",
  userEmail: "Email",
  userStatus: "User status",
  clientId: "Client ID",
  id: "Token ID",
  userId: "User ID",
  tenantId: "Tenant ID",
} as const;
export type FleetColumn = keyof typeof fleetColumns;

/** Of a user whom Qlik does not list any more, beside Qlik's own words. */
export const GONE_USER = "gone";
