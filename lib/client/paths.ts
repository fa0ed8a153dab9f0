/** Addresses of the console's pages; ids are Qlik's and may hold anything, so every one is encoded. */
export const paths = {
  overview: "/",
  tenants: "/tenants",
  /** Those that pass filters, as they stand in the address: `{ connection: "none" }`. */
  tenantsOf: (question: Readonly<Record<string, string>>): string =>
    `/tenants?${new URLSearchParams(question)}`,
  tenant: (tenantId: string) => `/tenants/${encodeURIComponent(tenantId)}`,
  users: (tenantId: string) => `/tenants/${encodeURIComponent(tenantId)}/users`,
  user: (tenantId: string, userId: string) =>
    `/tenants/${encodeURIComponent(tenantId)}/users/${encodeURIComponent(userId)}`,
  tenantTokens: (tenantId: string) => `/tenants/${encodeURIComponent(tenantId)}/tokens`,
  tenantHistory: (tenantId: string) => `/tenants/${encodeURIComponent(tenantId)}/history`,
  tokens: "/tokens",
  tokensOf: (question: Readonly<Record<string, string>>): string =>
    `/tokens?${new URLSearchParams(question)}`,
  tokenGroups: (by: "people" | "clients" | "tenants") => `/tokens/${by}`,
  revocations: "/revocations",
  revocation: (revocationId: string) => `/revocations/${encodeURIComponent(revocationId)}`,
  credentials: "/credentials",
  newOrganization: "/credentials/organizations/new",
  replaceOrganization: (organizationId: string) =>
    `/credentials/organizations/new?organization=${encodeURIComponent(organizationId)}`,
  newTenant: (tenantId?: string) =>
    `/credentials/tenants/new${tenantId === undefined ? "" : `?tenant=${encodeURIComponent(tenantId)}`}`,
  connectMany: "/credentials/tenants/many",
  /** With tenants already chosen: by their ids, by a list's question, or by the client that they have now. */
  connectManyOf: (choice: Readonly<Record<string, string>>): string =>
    `/credentials/tenants/many?${new URLSearchParams(Object.entries(choice).filter(([, value]) => value !== ""))}`,
  connectionDraft: (draftId: string) => `/credentials/tenants/many/${encodeURIComponent(draftId)}`,
  activity: "/activity",
  /** Entries of one tenant, person, request …, or one entry. */
  activityOf: (
    question: Partial<Record<"tenant" | "person" | "search" | "request" | "entry", string>>,
  ): string => `/activity?${new URLSearchParams(question)}`,
  settings: "/settings",
  people: "/settings/people",
  newInvitation: "/settings/people/invite",
  renewInvitation: (invitationId: string) =>
    `/settings/people/invite?invitation=${encodeURIComponent(invitationId)}`,
  signInSettings: "/settings/sign-in",
  invitation: (token: string) => `/invitation?token=${encodeURIComponent(token)}`,
  encryptionKeys: "/settings/keys",
  signIn: "/sign-in",
  /** The way to the provider in a window of its own. `anew`: the provider must ask, even whom it knows. */
  signInWindow: (anew: boolean) => `/sign-in/window${anew ? "?anew=1" : ""}`,
  signedInInWindow: "/sign-in/window?done=1",
  secondFactor: "/second-factor",
} as const;
