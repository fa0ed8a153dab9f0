import { z } from "zod";
import { clientCredentials, clientId, clientSecret, credential } from "./credentials";
import { instant, listOf, opaqueId, revision, withReason } from "./lists";
import { operation } from "./operation";

export const organizationName = z
  .string()
  .trim()
  .min(1, "Enter a name for the organization.")
  .max(120, "A name has at most 120 characters.");

/** The last attempt to read an organization's tenants from Qlik. */
export const tenantSync = z.object({
  startedAt: instant,
  finishedAt: instant.nullable(),
  outcome: z.enum(["running", "succeeded", "failed"]),
  tenantsRead: z.number().int(),
  message: z
    .string()
    .nullable()
    .describe("What happened and what to do: of a failed sync, and of one that found much less than before."),
});
export type TenantSync = z.infer<typeof tenantSync>;

/** How often tenants may be read without being asked for, in minutes. */
export const syncIntervals = [15, 60, 360, 1440] as const;
const syncEveryMinutes = z
  .literal(syncIntervals, "Choose 15, 60, 360 or 1440 minutes, or null.")
  .nullable()
  .describe("Minutes between two syncs; null: only when a page is opened or somebody asks.");

const sharing = z.object({ organizationId: z.string(), name: z.string(), tenants: z.number().int() });

export const organization = z.object({
  id: z.string(),
  name: z.string(),
  createdAt: instant,
  connection: z.enum(["connected", "failing"]),
  credential,
  tenantCount: z.number().int(),
  connectedTenantCount: z.number().int(),
  listedTenantCount: z.number().int().describe("That Qlik lists for it, whosever they are here."),
  elsewhere: z
    .array(sharing)
    .describe("Of those that it lists, the ones of other organizations, which listed them first."),
  stayingTenants: z.array(sharing).describe("Of its own, those that other organizations list too."),
  forgottenTenantCount: z
    .number()
    .int()
    .describe("Of its own, those that go with it: nobody else lists them, and they have no credential."),
  lastSync: tenantSync.nullable(),
  lastSyncedAt: instant.nullable().describe("When a sync last succeeded: how old the tenant list is."),
  syncEveryMinutes,
  nextSyncAt: instant.nullable().describe("When the tenants are due to be read next."),
});
export type Organization = z.infer<typeof organization>;

export const connectOrganizationInput = clientCredentials.extend({
  name: organizationName,
  storeUnchecked: z.boolean().default(false).describe("Store it although the check failed."),
});
export type ConnectOrganizationInput = z.infer<typeof connectOrganizationInput>;

export const changeOrganizationInput = z
  .object({
    name: organizationName.optional(),
    clientId: clientId.optional(),
    clientSecret: clientSecret.optional(),
    syncEveryMinutes: syncEveryMinutes.optional(),
    storeUnchecked: z.boolean().default(false),
  })
  .refine((input) => (input.clientId === undefined) === (input.clientSecret === undefined), {
    path: ["clientSecret"],
    message: "A new client ID and a new client secret go together: enter both.",
  });
export type ChangeOrganizationInput = z.infer<typeof changeOrganizationInput>;

const params = z.object({ organizationId: opaqueId });

export const listOrganizations = operation({
  id: "listOrganizations",
  method: "GET",
  path: "/api/organizations",
  role: "viewer",
  summary: "Connected organizations, with the age of their tenant lists",
  answer: listOf(organization).extend({ revision }),
});

export const connectOrganization = operation({
  id: "connectOrganization",
  method: "POST",
  path: "/api/organizations",
  role: "admin",
  effect: "changes-credentials",
  summary: "Check an organization-level OAuth client, store it and read the tenants",
  body: connectOrganizationInput,
  answer: organization,
  status: 201,
  streams: true,
});

export const changeOrganization = operation({
  id: "changeOrganization",
  method: "PATCH",
  path: "/api/organizations/{organizationId}",
  role: "admin",
  effect: "changes-credentials",
  summary:
    "Rename an organization, choose how often it is read, or replace its credential (checked before the old one goes)",
  params,
  body: changeOrganizationInput,
  answer: organization,
  streams: true,
});

export const removeOrganization = operation({
  id: "removeOrganization",
  method: "DELETE",
  path: "/api/organizations/{organizationId}",
  role: "admin",
  effect: "changes-credentials",
  summary:
    "Forget an organization, its credential and those of its tenants that are neither connected nor listed by another",
  params,
  body: withReason,
  status: 204,
});

export const verifyOrganization = operation({
  id: "verifyOrganization",
  method: "POST",
  path: "/api/organizations/{organizationId}/verify",
  role: "operator",
  effect: "none",
  summary: "Check the stored credential again",
  params,
  answer: organization,
  streams: true,
});

export const syncOrganization = operation({
  id: "syncOrganization",
  method: "POST",
  path: "/api/organizations/{organizationId}/sync",
  role: "operator",
  effect: "none",
  summary: "Read the organization's tenants from Qlik now",
  params,
  answer: organization,
});
