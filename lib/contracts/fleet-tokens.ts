import { z } from "zod";
import { sinceFilter } from "./date-filters";
import { exportColumns, exportFormat } from "./exports";
import { type FleetColumn, fleetColumns } from "./fleet-columns";
import {
  commaSeparated,
  commaSeparatedIds,
  facet,
  instant,
  listOf,
  pageQuery,
  revision,
  searchText,
} from "./lists";
import { mediaTypes } from "./media-types";
import { oauthToken } from "./oauth-tokens";
import { operation } from "./operation";
import { connectionStates } from "./tenants";

/** Whether Qlik lists a token; `issued-again`: listed, and it came within an hour of a revocation. */
export const fleetTokenStates = ["listed", "issued-again", "gone"] as const;

/** How a token went: by this console, unknown to Qlik when it tried, or not listed any more. */
export const goneBecauses = ["revoked", "already-gone", "unlisted"] as const;
export type GoneBecause = (typeof goneBecauses)[number];

/** Filtered lists are counted so far, because counting a million takes longer than showing them. */
export const COUNTED_UP_TO = 10_000;

/** A token as the last sync of its tenant found it. */
export const fleetToken = oauthToken.extend({
  clientName: z.string().nullable().describe("That of the client's bot user, where there is one."),
  tenantName: z.string(),
  userName: z.string().describe("Empty when Qlik never told it."),
  userEmail: z.string().nullable(),
  userStatus: z.string().describe("Qlik's word, or `gone`: Qlik does not list the user."),
  bot: z.boolean(),
  firstSeenAt: instant.describe("By this console, not when it was issued: Qlik does not tell that."),
  goneAt: instant.nullable(),
  goneBecause: z
    .enum(goneBecauses)
    .nullable()
    .describe("Revoked by this console, unknown to Qlik when it tried, or not listed any more."),
  revocationId: z.string().nullable().describe("The revocation of many by which it went."),
  issuedAgainAt: instant
    .nullable()
    .describe("When it was first seen, within an hour of a revocation for the same user and client."),
});
export type FleetToken = z.infer<typeof fleetToken>;

export const fleetSortFields = [
  "lastUsed",
  "user",
  "client",
  "tenant",
  "description",
  "firstSeenAt",
] as const;
export type FleetSortField = (typeof fleetSortFields)[number];
const sortTerm = z.enum(fleetSortFields.flatMap((field) => [field, `-${field}`] as const));

const day = /^\d{4}-\d{2}-\d{2}$/;

export const fleetFilters = z.object({
  search: searchText.describe(
    "All words in the user (name, email, subject, id) and tenant, or all in the client, or all in the description; or a token's id.",
  ),
  tenant: commaSeparatedIds.describe("Ids of tenants."),
  region: commaSeparated,
  organization: commaSeparated.describe(
    "Ids of organizations; `none` for tenants that no organization lists.",
  ),
  connection: commaSeparated
    .pipe(z.array(z.enum(connectionStates, "Choose from connected, failing, none.")))
    .describe("Of the tenant."),
  tenantStatus: commaSeparated.describe("Qlik's word for the tenant's status."),
  user: commaSeparatedIds
    .pipe(z.array(z.string()).max(100, "Name at most 100 users."))
    .describe("Emails, ids or whole names of users."),
  userStatus: commaSeparated.describe("Qlik's word, or `gone`."),
  kind: commaSeparated.pipe(z.array(z.enum(["person", "bot"], "Choose person or bot."))),
  client: commaSeparatedIds.describe("Ids of OAuth clients."),
  device: commaSeparated.describe("`none` for tokens without one."),
  lastUsed: commaSeparated
    .pipe(z.array(sinceFilter(["none"])))
    .describe("`over-90d`: last known use longer ago than that; `30d`: since then; `none`: no use known."),
  lastUsedBefore: z
    .string()
    .optional()
    .refine(
      (text) => !text || day.test(text) || instant.safeParse(text).success,
      "Give a day such as 2026-11-21, or a moment in UTC such as 2026-11-21T09:30:00Z.",
    )
    .transform((text) => (text ? new Date(text) : undefined))
    .describe("Last known use before this day or moment."),
  firstSeen: commaSeparated
    .pipe(z.array(sinceFilter()))
    .describe("`7d`: in the last 7 days; `over-7d`: before."),
  state: commaSeparated
    .pipe(z.array(z.enum(fleetTokenStates, `Choose from ${fleetTokenStates.join(", ")}.`)))
    .describe("Those that Qlik lists when left out. What has gone is kept for 30 days."),
  sort: commaSeparated
    .pipe(z.array(sortTerm).max(1, "Sort by one field."))
    .describe(`One of ${fleetSortFields.join(", ")}; a minus before it sorts downwards.`),
});
export type FleetFilters = z.infer<typeof fleetFilters>;

export const fleetTokensQuery = fleetFilters.extend(pageQuery.shape);
export type FleetTokensQuery = z.infer<typeof fleetTokensQuery>;

export const fleetTokenList = listOf(fleetToken).extend({
  revision,
  total: z
    .number()
    .int()
    .nullable()
    .describe("With the first page; of a filtered list never more than 10,000, see `totalIsLeast`."),
  totalIsLeast: z.boolean().describe("There are more than `total`."),
  unfilteredTotal: z.number().int().nullable().describe("With the first page."),
  facets: z
    .object({ region: facet, organization: facet, device: facet, userStatus: facet })
    .describe("With the first page: what there is to choose from."),
});
export type FleetTokenList = z.infer<typeof fleetTokenList>;

export const listFleetTokens = operation({
  id: "listFleetTokens",
  method: "GET",
  path: "/api/oauth-tokens",
  role: "viewer",
  summary: "OAuth tokens of all connected tenants, from the inventory",
  query: fleetTokensQuery,
  answer: fleetTokenList,
});

const columnIds = Object.keys(fleetColumns) as [FleetColumn, ...FleetColumn[]];

export const fleetExportQuery = fleetFilters.extend({
  format: exportFormat,
  columns: exportColumns(columnIds),
});
export type FleetExportQuery = z.infer<typeof fleetExportQuery>;

export const exportFleetTokens = operation({
  id: "exportFleetTokens",
  method: "GET",
  path: "/api/oauth-tokens/export",
  role: "viewer",
  summary: "The same tokens as a file, with the columns that are asked for",
  query: fleetExportQuery,
  files: Object.values(mediaTypes),
});

export const tokenGroupings = ["person", "client", "tenant"] as const;
export type TokenGrouping = (typeof tokenGroupings)[number];

export const tokenGroup = z.object({
  key: z.string().describe("What the filter `user`, `client` or `tenant` of the list takes."),
  name: z.string().describe("May be empty: then the key is all that is known."),
  tokens: z.number().int(),
  tenants: z.number().int(),
});
export type TokenGroup = z.infer<typeof tokenGroup>;

export const tokenGroupList = listOf(tokenGroup).extend({ revision });
export type TokenGroupList = z.infer<typeof tokenGroupList>;

export const listTokenGroups = operation({
  id: "listTokenGroups",
  method: "GET",
  path: "/api/oauth-tokens/groups",
  role: "viewer",
  summary: "How many tokens each user, client or tenant has, those with most first",
  query: pageQuery.extend({
    by: z.enum(tokenGroupings, `Choose from ${tokenGroupings.join(", ")}.`),
    search: searchText.describe("Every word must be found in name or key."),
  }),
  answer: tokenGroupList,
});
