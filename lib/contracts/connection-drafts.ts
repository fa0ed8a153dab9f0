import { z } from "zod";
import { clientId, clientSecret, tenantHostname } from "./credentials";
import { instant, listOf, opaqueId } from "./lists";
import { operation } from "./operation";
import type { Tenant, TenantFilters } from "./tenants";

/** Tenants that one draft may hold. */
export const DRAFT_ROWS = 2000;

export const rowStates = ["ready", "checking", "failed", "stored"] as const;
export type RowState = (typeof rowStates)[number];

export const rowProblem = z.object({
  message: z.string().describe("What happened and what it means."),
  advice: z.string().optional().describe("What to do about it."),
});
export type RowProblem = z.infer<typeof rowProblem>;

/** One tenant to be connected. Its secret went in and does not come back. */
export const connectionDraftRow = z.object({
  id: z.string(),
  line: z.number().int(),
  hostname: z.string(),
  clientId: z.string(),
  hasSecret: z.boolean(),
  state: z.enum(rowStates),
  problem: rowProblem.nullable(),
  tenantId: z.string().nullable().describe("Once it is known which tenant is meant."),
  tenantName: z.string().nullable(),
});
export type ConnectionDraftRow = z.infer<typeof connectionDraftRow>;

const summary = z.object({
  id: z.string(),
  createdAt: instant,
  createdBy: z.string(),
  counts: z.record(z.enum(rowStates), z.number().int()),
});
export type ConnectionDraftSummary = z.infer<typeof summary>;

export const connectionDraft = summary.extend({ rows: z.array(connectionDraftRow) });
export type ConnectionDraft = z.infer<typeof connectionDraft>;

/** Either a file with hostname, client ID and client secret per tenant, or one client for several tenants. */
export const createConnectionDraftInput = z.union([
  // As it is: lines are counted from its beginning, and a secret may end in a space.
  z.object({ csv: z.string().regex(/\S/, "Paste or choose a CSV file.").max(1_000_000) }),
  z.object({
    clientId,
    clientSecret,
    tenantIds: z.array(opaqueId).min(1, "Choose at least one tenant.").max(DRAFT_ROWS),
  }),
]);
export type CreateConnectionDraftInput = z.infer<typeof createConnectionDraftInput>;

/** Tenants that were chosen elsewhere: by the question of a list, or by the client that they have now. */
export type ConnectionChoice = { readonly client: string } | { readonly matching: TenantFilters };

/** One of them; its credential is replaced if it has one. */
export interface ChosenTenant extends Pick<Tenant, "id" | "name" | "regionCode"> {
  readonly hostname: string;
  readonly isConnected: boolean;
}

const params = z.object({ draftId: opaqueId });
const KiB = 1100;

export const listConnectionDrafts = operation({
  id: "listConnectionDrafts",
  method: "GET",
  path: "/api/connection-drafts",
  role: "admin",
  summary: "Connecting of many tenants that is not finished",
  answer: listOf(summary),
});

export const createConnectionDraft = operation({
  id: "createConnectionDraft",
  method: "POST",
  path: "/api/connection-drafts",
  role: "admin",
  summary: "Import the tenants to connect, with their OAuth clients; nothing is asked of Qlik yet",
  body: createConnectionDraftInput,
  answer: connectionDraft,
  status: 201,
  recentSignIn: true,
  bodyKiB: KiB,
});

export const getConnectionDraft = operation({
  id: "getConnectionDraft",
  method: "GET",
  path: "/api/connection-drafts/{draftId}",
  role: "admin",
  summary: "The tenants of a draft, and how far each has come",
  params,
  answer: connectionDraft,
});

export const checkConnectionDraft = operation({
  id: "checkConnectionDraft",
  method: "POST",
  path: "/api/connection-drafts/{draftId}/check",
  role: "admin",
  summary:
    "Begin to check and store the rows that are ready, or those named; each check makes a bot user at Qlik",
  params,
  body: z.object({ rowIds: z.array(opaqueId).max(DRAFT_ROWS).optional() }),
  answer: connectionDraft,
  recentSignIn: true,
  bodyKiB: 128,
});

export const changeConnectionDraftRow = operation({
  id: "changeConnectionDraftRow",
  method: "PATCH",
  path: "/api/connection-drafts/{draftId}/rows/{rowId}",
  role: "admin",
  summary: "Mend a row that is not stored yet; what is left out stays",
  params: params.extend({ rowId: opaqueId }),
  body: z.object({
    hostname: tenantHostname.optional(),
    clientId: clientId.optional(),
    clientSecret: clientSecret.optional(),
  }),
  answer: connectionDraft,
  recentSignIn: true,
});

export const removeConnectionDraft = operation({
  id: "removeConnectionDraft",
  method: "DELETE",
  path: "/api/connection-drafts/{draftId}",
  role: "admin",
  summary: "Forget a draft with its secrets; tenants that are connected stay so",
  params,
  status: 204,
});
