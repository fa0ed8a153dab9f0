import { z } from "zod";
import { facet, instant } from "./lists";
import { operation } from "./operation";
import { connectionStates } from "./tenants";

const namedTenant = z.object({ id: z.string(), name: z.string() });
const counted = z.object({ total: z.number().int(), tenants: z.array(namedTenant) });

/** How far ahead the overview looks, and how far back; in days. */
export const ENDS_WITHIN_DAYS = 90;
export const SEEN_WITHIN_DAYS = 7;

const ending = namedTenant.extend({
  kind: z.enum(["license", "deletion"]),
  at: z.string().describe("As Qlik sent it: a date or a timestamp."),
});
export type Ending = z.infer<typeof ending>;

export const overview = z.object({
  tenants: z.number().int(),
  status: facet,
  region: facet,
  connection: z.array(z.object({ value: z.enum(connectionStates), count: z.number().int() })),
  failing: z
    .array(
      z.object({
        reason: z.string(),
        count: z.number().int(),
        tenants: z.array(namedTenant).describe("The first few."),
      }),
    )
    .describe("Connections that fail, by what happened; the most frequent first."),
  endings: z.array(ending).describe("Licenses and deletions in the next 90 days, the next first."),
  endingsTotal: z.number().int(),
  endingsByWeek: z
    .array(
      z.object({
        startsAt: instant,
        licenses: z.number().int(),
        deletions: z.number().int(),
      }),
    )
    .describe("The next 90 days, week by week from today."),
  firstSeen: counted.describe("Since last week; the first few."),
  gone: counted.describe("No longer listed since last week; the first few."),
  oldest: z
    .object({ organizationId: z.string(), name: z.string(), lastSyncedAt: instant.nullable() })
    .nullable()
    .describe("The organization that was read in full longest ago, or never."),
  asOf: instant,
});
export type Overview = z.infer<typeof overview>;

export const getOverview = operation({
  id: "getOverview",
  method: "GET",
  path: "/api/overview",
  role: "viewer",
  summary: "What needs attention over all tenants: counts, failures, ends, what is new and what is gone",
  answer: overview,
});
