import type { PagePattern } from "./pages";

/** The names in brackets of a page's pattern. */
type ParametersOf<Pattern extends string> = Pattern extends `${string}[${infer Name}]${infer Rest}`
  ? Name | ParametersOf<Rest>
  : never;

/** The address of a page; what stands for its parameters is Qlik's and may hold anything, so it is encoded. */
export const addressOf = <Pattern extends PagePattern>(
  pattern: Pattern,
  parameters: Readonly<Record<ParametersOf<Pattern>, string>>,
): string =>
  pattern.replace(/\[(\w+)\]/g, (_, name: ParametersOf<Pattern>) => encodeURIComponent(parameters[name]));

/** The addresses that several places lead to; a page that one place leads to is an {@link addressOf} there. */
export const paths = {
  overview: "/",
  tenants: "/tenants",
  /** Those that pass filters, as they stand in the address: `{ connection: "none" }`. */
  tenantsOf: (question: Readonly<Record<string, string>>): string =>
    `/tenants?${new URLSearchParams(question)}`,
  tenant: (tenantId: string) => addressOf("/tenants/[tenantId]", { tenantId }),
  users: (tenantId: string) => addressOf("/tenants/[tenantId]/users", { tenantId }),
  user: (tenantId: string, userId: string) =>
    addressOf("/tenants/[tenantId]/users/[userId]", { tenantId, userId }),
  tenantTokens: (tenantId: string) => addressOf("/tenants/[tenantId]/tokens", { tenantId }),
  tenantHistory: (tenantId: string) => addressOf("/tenants/[tenantId]/history", { tenantId }),
  tokens: "/tokens",
  tokensOf: (question: Readonly<Record<string, string>>): string =>
    `/tokens?${new URLSearchParams(question)}`,
  tokenGroups: (by: "people" | "clients" | "tenants") => addressOf("/tokens/[by]", { by }),
  revocations: "/revocations",
  revocation: (revocationId: string) => addressOf("/revocations/[revocationId]", { revocationId }),
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
  connectionDraft: (draftId: string) => addressOf("/credentials/tenants/many/[draftId]", { draftId }),
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
