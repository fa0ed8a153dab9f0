import { z } from "zod";
import { clientId, clientSecret, tenantHostname } from "./credentials";
import { momentOf } from "./instants";
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
    acrossOrganizations: z
      .boolean()
      .default(false)
      .describe("The tenants belong to several organizations, and the client is meant for all of them."),
  }),
]);
export type CreateConnectionDraftInput = z.infer<typeof createConnectionDraftInput>;

/** Tenants that were chosen elsewhere: by the question of a list, or by the client that they have now. */
export type ConnectionQuestion = { readonly client: string } | { readonly matching: TenantFilters };

/** One of them; its credential is replaced if it has one. */
export interface ChosenTenant
  extends Pick<Tenant, "id" | "name" | "regionCode" | "organizationId" | "organizationName"> {
  readonly hostname: string;
  readonly isConnected: boolean;
}

/** A tenant that was chosen and cannot be connected, and why. */
export interface LeftOutTenant extends Pick<Tenant, "id" | "name"> {
  readonly why: string;
}

/** What a question came to: tenants to connect, and those among them to which no secret is sent. */
export interface ConnectionChoice {
  readonly tenants: readonly ChosenTenant[];
  readonly leftOut: readonly LeftOutTenant[];
}

const NOT_CONNECTABLE = ["disabled", "deactivated", "deleted"];

/** Why no secret is sent to a tenant, as Qlik lists it; null when one may be. */
export function whyNotConnectable(
  { status, noLongerListedSince, deletionStartsAt }: WhatIsListed,
  now: Date,
): string | null {
  if (NOT_CONNECTABLE.includes(status)) return `Qlik lists it as ${status}.`;
  if (noLongerListedSince !== null) return "Its organization does not list it any more.";
  const deletion = momentOf(deletionStartsAt);
  if (deletion && deletion <= now) return "Qlik is deleting it.";
  return null;
}

type WhatIsListed = Pick<Tenant, "status" | "noLongerListedSince" | "deletionStartsAt">;

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
  effect: "changes-credentials",
  summary: "Import the tenants to connect, with their OAuth clients; nothing is asked of Qlik yet",
  body: createConnectionDraftInput,
  answer: connectionDraft,
  status: 201,
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
  effect: "changes-credentials",
  summary:
    "Begin to check and store the rows that are ready, or those named; each check makes a bot user at Qlik",
  params,
  body: z.object({ rowIds: z.array(opaqueId).max(DRAFT_ROWS).optional() }),
  answer: connectionDraft,
  bodyKiB: 128,
});

export const changeConnectionDraftRow = operation({
  id: "changeConnectionDraftRow",
  method: "PATCH",
  path: "/api/connection-drafts/{draftId}/rows/{rowId}",
  role: "admin",
  effect: "changes-credentials",
  summary: "Mend a row that is not stored yet; what is left out stays",
  params: params.extend({ rowId: opaqueId }),
  body: z.object({
    hostname: tenantHostname.optional(),
    clientId: clientId.optional(),
    clientSecret: clientSecret.optional(),
  }),
  answer: connectionDraft,
});

export const removeConnectionDraft = operation({
  id: "removeConnectionDraft",
  method: "DELETE",
  path: "/api/connection-drafts/{draftId}",
  role: "admin",
  effect: "changes-credentials",
  summary: "Forget a draft with its secrets; tenants that are connected stay so",
  params,
  status: 204,
});
