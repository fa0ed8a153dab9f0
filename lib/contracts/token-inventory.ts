import { z } from "zod";
import { coverage } from "./coverage";
import { MOST_IDS } from "./limits";
import { instant, opaqueId, revision } from "./lists";
import { operation } from "./operation";

const namedTenant = z.object({ tenantId: z.string(), tenantName: z.string() });

const tenantsByReason = z.object({
  reason: z.string().describe("What happened, and what to do."),
  tenants: z.number().int(),
  named: z.array(namedTenant).describe("The first few."),
  lastSyncedAt: instant.nullable().describe("How old what is shown of them is; null: some were never read."),
});
export type TenantsByReason = z.infer<typeof tenantsByReason>;

export const tokenInventory = z.object({
  tokens: z.number().int().describe("That Qlik lists, over all connected tenants."),
  tenants: z.number().int().describe("That are connected."),
  coverage: coverage.describe("Of all this."),
  reading: z.number().int().describe("Tenants that are being read now."),
  tokensRead: z.number().int().describe("In those, so far."),
  unread: z.number().int().describe("Tenants that were never read in full."),
  oldest: instant.nullable().describe("When the tenant was read in full that was so longest ago."),
  stale: z.number().int().describe("Tenants that were read longer ago than twice the interval."),
  unreadable: z.array(tenantsByReason).describe("Tenants whose last reading failed, by what happened."),
  drops: z
    .array(tenantsByReason)
    .describe("Tenants whose last reading found much less than before, by what."),
  issuedAgain: z.number().int().describe("Tokens that came within an hour of a revocation, and are listed."),
  revision,
  asOf: instant,
});
export type TokenInventory = z.infer<typeof tokenInventory>;

export const getTokenInventory = operation({
  id: "getTokenInventory",
  method: "GET",
  path: "/api/token-inventory",
  role: "viewer",
  summary: "How old the inventory of tokens is, and which tenants cannot be read",
  answer: tokenInventory,
});

export const syncTokens = operation({
  id: "syncTokens",
  method: "POST",
  path: "/api/token-inventory/sync",
  role: "operator",
  effect: "none",
  summary: "Begin to read the tokens of all connected tenants from Qlik, or of those named; does not wait",
  body: z.object({
    tenantIds: z
      .array(opaqueId)
      .min(1, "Name at least one tenant, or leave them out for all.")
      .max(MOST_IDS, `Name at most ${MOST_IDS} tenants, or leave them out for all.`)
      .optional()
      .describe("All connected tenants when left out."),
  }),
  answer: tokenInventory,
});
