import { z } from "zod";
import { credential, tenantCredentialInput } from "./credentials";
import { sinceFilter, untilFilter } from "./date-filters";
import { exportColumns, exportFormat } from "./exports";
import {
  commaSeparated,
  commaSeparatedIds,
  facet,
  instant,
  listOf,
  opaqueId,
  pageQuery,
  revision,
  searchText,
  withReason,
} from "./lists";
import { mediaTypes } from "./media-types";
import { operation } from "./operation";
import { type TenantColumn, tenantColumns } from "./tenant-columns";

export const connectionStates = ["connected", "failing", "none"] as const;
export type ConnectionState = (typeof connectionStates)[number];

/** A tenant as Qlik's organization API names its members (FACTS.md section 4), with the console's own beside. */
export const tenant = z.object({
  id: z.string(),
  name: z.string().describe("Qlik's; the first hostname, else the id, where Qlik has none. Never empty."),
  hostnames: z.array(z.string()).describe("The first never changes; others are aliases."),
  status: z.string().describe("Qlik's word, unknown ones too."),
  regionCode: z.string(),
  countryCode: z.string(),
  subscriptionId: z.string().nullable(),
  licenseNumber: z.string().nullable(),
  licenseStartsAt: z.string().nullable().describe("As Qlik sent it: a date or a timestamp."),
  licenseEndsAt: z.string().nullable().describe("As Qlik sent it: a date or a timestamp."),
  deletionStartsAt: z.string().nullable(),
  createdAt: z.string().nullable(),
  updatedAt: z.string().nullable(),
  organizationId: z.string().nullable(),
  organizationName: z.string().nullable(),
  firstSeenAt: instant,
  lastSeenAt: instant,
  noLongerListedSince: instant.nullable().describe("Set when a sync of its organization did not list it."),
  connection: z.enum(connectionStates),
  connectionProblem: z.string().nullable().describe("Of a failing connection: what happened."),
});
export type Tenant = z.infer<typeof tenant>;

/** One tenant alone carries what is known of its credential. */
export const tenantDetail = tenant.extend({ credential: credential.nullable() });
export type TenantDetail = z.infer<typeof tenantDetail>;

export const tenantSortFields = [
  "name",
  "hostname",
  "regionCode",
  "status",
  "subscriptionId",
  "licenseEndsAt",
  "connection",
  "countryCode",
  "organizationName",
  "deletionStartsAt",
  "firstSeenAt",
  "lastSeenAt",
] as const;
export type TenantSortField = (typeof tenantSortFields)[number];

const sortTerm = z.enum(tenantSortFields.flatMap((field) => [field, `-${field}`] as const));

export const tenantFilters = z.object({
  search: searchText.describe(
    "In name, hostnames, id, subscription and license number; every word must be found.",
  ),
  status: commaSeparated,
  region: commaSeparated,
  country: commaSeparated,
  subscription: commaSeparated,
  organization: commaSeparated.describe(
    "Ids of organizations; `none` for tenants that no organization lists.",
  ),
  connection: commaSeparated.pipe(z.array(z.enum(connectionStates, "Choose from connected, failing, none."))),
  licenseEnds: commaSeparated
    .pipe(z.array(untilFilter(["ended", "none"])))
    .describe("`ended`, `none` for no end, or within so many days from today: `30d`."),
  deletion: commaSeparated
    .pipe(z.array(untilFilter(["scheduled", "none"])))
    .describe("`scheduled`, `none`, or beginning within so many days from today: `30d`."),
  firstSeen: commaSeparated
    .pipe(z.array(sinceFilter()))
    .describe("Within the last so many days: `7d`; longer ago: `over-7d`."),
  lastSeen: commaSeparated
    .pipe(z.array(sinceFilter(["unlisted"])))
    .describe("As `firstSeen`; `unlisted`: the last sync did not list it."),
  id: commaSeparatedIds.describe("Only these tenants."),
  sort: commaSeparated
    .pipe(z.array(sortTerm))
    .describe(`Any of ${tenantSortFields.join(", ")}; a minus before a field sorts downwards.`),
});
export type TenantFilters = z.infer<typeof tenantFilters>;

export const tenantsQuery = tenantFilters.extend(pageQuery.shape);
export type TenantsQuery = z.infer<typeof tenantsQuery>;

export const tenantList = listOf(tenant).extend({
  revision,
  unfilteredTotal: z.number().int(),
  facets: z.object({
    status: facet,
    region: facet,
    country: facet,
    subscription: facet,
    organization: facet,
    connection: facet,
  }),
});
export type TenantList = z.infer<typeof tenantList>;

const params = z.object({ tenantId: opaqueId });

const columnIds = Object.keys(tenantColumns) as [TenantColumn, ...TenantColumn[]];

export const tenantsExportQuery = tenantFilters.extend({
  format: exportFormat,
  columns: exportColumns(columnIds),
});
export type TenantsExportQuery = z.infer<typeof tenantsExportQuery>;

export const listTenants = operation({
  id: "listTenants",
  method: "GET",
  path: "/api/tenants",
  role: "viewer",
  summary: "Tenants of all organizations, and those connected by themselves",
  query: tenantsQuery,
  answer: tenantList,
});

export const exportTenants = operation({
  id: "exportTenants",
  method: "GET",
  path: "/api/tenants/export",
  role: "viewer",
  summary: "The same tenants as a file, with the columns that are asked for",
  query: tenantsExportQuery,
  files: Object.values(mediaTypes),
});

export const getTenant = operation({
  id: "getTenant",
  method: "GET",
  path: "/api/tenants/{tenantId}",
  role: "viewer",
  summary: "One tenant, with the state of its connection",
  params,
  answer: tenantDetail,
});

export const connectTenant = operation({
  id: "connectTenant",
  method: "POST",
  path: "/api/tenants",
  role: "admin",
  effect: "changes-credentials",
  summary: "Connect a tenant by its hostname alone; its id comes from Qlik",
  body: tenantCredentialInput,
  answer: tenantDetail,
  status: 201,
  streams: true,
});

export const putTenantCredential = operation({
  id: "putTenantCredential",
  method: "PUT",
  path: "/api/tenants/{tenantId}/credential",
  role: "admin",
  effect: "changes-credentials",
  summary: "Connect a listed tenant, or replace its credential (checked before the old one goes)",
  params,
  body: tenantCredentialInput,
  answer: tenantDetail,
  streams: true,
});

export const removeTenantCredential = operation({
  id: "removeTenantCredential",
  method: "DELETE",
  path: "/api/tenants/{tenantId}/credential",
  role: "admin",
  effect: "changes-credentials",
  summary: "Forget the tenant's credential; nothing changes at Qlik",
  params,
  body: withReason,
  status: 204,
});

export const verifyTenantCredential = operation({
  id: "verifyTenantCredential",
  method: "POST",
  path: "/api/tenants/{tenantId}/credential/verify",
  role: "operator",
  effect: "none",
  summary: "Check the stored credential again",
  params,
  answer: tenantDetail,
  streams: true,
});
