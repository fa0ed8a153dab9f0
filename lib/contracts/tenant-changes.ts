import { z } from "zod";
import { whenFilter } from "./date-filters";
import { instant, listOf, opaqueId, pageQuery } from "./lists";
import { operation } from "./operation";

/** What the history of a tenant tells of; `listing` is whether its organization lists it at all. */
export const tenantChangeFields = [
  "name",
  "hostnames",
  "status",
  "licenseStartsAt",
  "licenseEndsAt",
  "deletionStartsAt",
  "listing",
] as const;
export type TenantChangeField = (typeof tenantChangeFields)[number];

/** A member of a tenant as Qlik sent it. */
export const changedValue = z.union([z.string(), z.array(z.string()), z.null()]);
export type ChangedValue = z.infer<typeof changedValue>;

export const tenantChange = z.object({
  id: z.string(),
  at: instant.describe("When the sync began that found it."),
  field: z.enum(tenantChangeFields),
  before: changedValue,
  after: changedValue,
});
export type TenantChange = z.infer<typeof tenantChange>;

export const tenantChangeList = listOf(tenantChange);
export type TenantChangeList = z.infer<typeof tenantChangeList>;

export const listTenantChanges = operation({
  id: "listTenantChanges",
  method: "GET",
  path: "/api/tenants/{tenantId}/changes",
  role: "viewer",
  summary: "What syncs found to be other than before, newest first",
  params: z.object({ tenantId: opaqueId }),
  query: pageQuery.extend({ when: whenFilter }),
  answer: tenantChangeList,
});
