import { z } from "zod";
import { check } from "./checks";
import { credential, credentialLevels } from "./credentials";
import { sinceFilter } from "./date-filters";
import { exportColumns, exportFormat } from "./exports";
import { commaSeparated, facet, listOf, opaqueId, pageQuery, revision, searchText } from "./lists";
import { mediaTypes } from "./media-types";
import { operation } from "./operation";

export const credentialHealths = ["works", "failing", "never"] as const;
export type CredentialHealth = (typeof credentialHealths)[number];

/** A stored credential beside whose it is. Of its last check the list keeps the time and the outcome. */
export const listedCredential = credential.omit({ lastCheck: true }).extend({
  name: z.string().describe("Of the organization or the tenant; a tenant's may be empty."),
  tenantId: z.string().nullable(),
  organizationId: z.string().nullable().describe("Whose it is, or which lists its tenant."),
  organizationName: z.string().nullable(),
  regionCode: z.string().nullable().describe("Of the tenant."),
  health: z.enum(credentialHealths).describe("As the last check or the last call left it."),
  problem: z.string().nullable().describe("Of a failing one: what happened."),
  lastCheck: check.pick({ at: true, outcome: true }).nullable(),
});
export type ListedCredential = z.infer<typeof listedCredential>;

export const credentialSortFields = [
  "name",
  "level",
  "hostname",
  "health",
  "secretSetAt",
  "lastCheck",
] as const;
export type CredentialSortField = (typeof credentialSortFields)[number];

const sortTerm = z.enum(credentialSortFields.flatMap((field) => [field, `-${field}`] as const));

export const credentialFilters = z.object({
  search: searchText.describe(
    "In the tenant's or the organization's names and ids, hostname, client ID and fingerprint.",
  ),
  level: commaSeparated.pipe(z.array(z.enum(credentialLevels, "Choose from organization, region, tenant."))),
  health: commaSeparated.pipe(z.array(z.enum(credentialHealths, "Choose from works, failing, never."))),
  age: commaSeparated
    .pipe(z.array(sinceFilter()))
    .describe("When the secret was entered: within the last so many days, `30d`; longer ago: `over-90d`."),
  organization: commaSeparated.describe("Ids of organizations: theirs, and those of the tenants they list."),
  sort: commaSeparated
    .pipe(z.array(sortTerm))
    .describe(`Any of ${credentialSortFields.join(", ")}; a minus before a field sorts downwards.`),
});
export type CredentialFilters = z.infer<typeof credentialFilters>;

export const credentialsQuery = credentialFilters.extend(pageQuery.shape);
export type CredentialsQuery = z.infer<typeof credentialsQuery>;

export const credentialList = listOf(listedCredential).extend({
  revision,
  unfilteredTotal: z.number().int(),
  facets: z.object({ level: facet, health: facet }),
});
export type CredentialList = z.infer<typeof credentialList>;

/** Columns of a table of credentials, and of its exports, by the names that people read. */
export const credentialColumns = {
  name: "Name",
  level: "Level",
  hostname: "Hostname",
  health: "Health",
  reaches: "Reaches",
  clientId: "Client ID",
  secretSetAt: "Secret set",
  lastCheck: "Last check",
  lastUsedAt: "Last used",
  organizationName: "Organization",
  secretFingerprint: "Fingerprint",
} as const;
export type CredentialColumn = keyof typeof credentialColumns;
const columnIds = Object.keys(credentialColumns) as [CredentialColumn, ...CredentialColumn[]];

export const credentialsExportQuery = credentialFilters.extend({
  format: exportFormat,
  columns: exportColumns(columnIds),
});
export type CredentialsExportQuery = z.infer<typeof credentialsExportQuery>;

/** Credentials that one call may check again. */
export const MOST_RECHECKS = 10_000;

/** Those with these ids, or all that pass the filters but those. */
export const verifyCredentialsInput = z.union([
  z.object({ ids: z.array(opaqueId).min(1, "Choose at least one credential.").max(MOST_RECHECKS) }),
  z.object({
    matching: credentialFilters.omit({ sort: true }).partial(),
    except: z.array(opaqueId).max(MOST_RECHECKS).default([]),
  }),
]);
export type VerifyCredentialsInput = z.infer<typeof verifyCredentialsInput>;

/** How far checking many has come; the last one tells how it ended. */
export const recheckProgress = z.object({
  total: z.number().int(),
  works: z.number().int(),
  failing: z.number().int(),
  left: z.number().int().describe("Not checked: gone meanwhile, or the call was ended before its turn."),
});
export type RecheckProgress = z.infer<typeof recheckProgress>;

/** What is told while many are checked: how many there are, which one is being checked, how one is found. */
export const recheckEvent = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("total"), total: z.number().int() }),
  z.object({ kind: z.literal("checking"), id: z.string() }),
  z.object({ kind: z.literal("checked"), credential: listedCredential }),
  z.object({ kind: z.literal("not-checked"), id: z.string(), message: z.string() }),
]);
export type RecheckEvent = z.infer<typeof recheckEvent>;

export const listCredentials = operation({
  id: "listCredentials",
  method: "GET",
  path: "/api/credentials",
  role: "viewer",
  summary: "The OAuth clients with which the console works, of organizations and of tenants",
  query: credentialsQuery,
  answer: credentialList,
});

export const exportCredentials = operation({
  id: "exportCredentials",
  method: "GET",
  path: "/api/credentials/export",
  role: "viewer",
  summary: "The same credentials as a file, without their secrets, with the columns that are asked for",
  query: credentialsExportQuery,
  files: Object.values(mediaTypes),
});

export const verifyCredentials = operation({
  id: "verifyCredentials",
  method: "POST",
  path: "/api/credentials/verify",
  role: "operator",
  effect: "none",
  summary: "Check stored credentials again, several at a time; ending the call ends it after those under way",
  body: verifyCredentialsInput,
  answer: recheckProgress,
  streams: true,
  events: recheckEvent,
  bodyKiB: 1024,
});
