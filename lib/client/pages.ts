import type { Role } from "@/lib/contracts/roles";

/** What a page is built like: one of each kind is looked at with every change, all of them at night. */
export type PageKind =
  | "overview"
  | "list"
  /** One object, with what belongs to it. */
  | "object"
  /** A list that belongs to one object. */
  | "part"
  | "form"
  | "settings"
  /** What stands before the console: signing in, setting up, joining. */
  | "entrance";

export type SectionIcon =
  | "overview"
  | "tenants"
  | "tokens"
  | "revocations"
  | "credentials"
  | "activity"
  | "settings";

export type PageActionIcon = "tenant" | "tenants" | "organization";

export interface Page {
  readonly kind: PageKind;
  /** What its tab in the browser says; of a page below a tenant, what stands before the tenant's name. */
  readonly title: string;
  /** Who gets it, with all who may more; everybody who is signed in unless given. */
  readonly role?: Role;
  /** It opens without a session. */
  readonly open?: true;
  /** It stands in the navigation and among the palette's pages, under its title unless `label` is given. */
  readonly section?: { readonly icon: SectionIcon; readonly label?: string };
  /** It is a tab of the page above it, under this word. */
  readonly tab?: string;
  /** The palette offers it as something to do, under its title; `words` are others that somebody may type. */
  readonly action?: { readonly icon: PageActionIcon; readonly words: string };
}

const declared = {
  "/": { kind: "overview", title: "Overview", section: { icon: "overview" } },
  "/tenants": { kind: "list", title: "Tenants", section: { icon: "tenants" } },
  "/tenants/[tenantId]": { kind: "object", title: "Tenant", tab: "Overview" },
  "/tenants/[tenantId]/users": { kind: "part", title: "Users", tab: "Users" },
  "/tenants/[tenantId]/users/[userId]": { kind: "part", title: "User" },
  "/tenants/[tenantId]/tokens": { kind: "part", title: "OAuth tokens", tab: "Tokens" },
  "/tenants/[tenantId]/history": { kind: "part", title: "History", tab: "History" },
  "/tokens": { kind: "list", title: "Tokens", section: { icon: "tokens" } },
  "/tokens/[by]": { kind: "list", title: "Tokens" },
  "/revocations": { kind: "list", title: "Revocations", section: { icon: "revocations" } },
  "/revocations/[revocationId]": { kind: "object", title: "Revocation" },
  "/credentials": { kind: "list", title: "Credentials", section: { icon: "credentials" } },
  "/credentials/tenants/new": {
    kind: "form",
    title: "Connect a tenant",
    role: "admin",
    action: { icon: "tenant", words: "new add credential OAuth client" },
  },
  "/credentials/tenants/many": {
    kind: "form",
    title: "Connect many tenants",
    role: "admin",
    action: { icon: "tenants", words: "csv upload region bulk credential OAuth client" },
  },
  "/credentials/tenants/many/[draftId]": { kind: "object", title: "Connect many tenants", role: "admin" },
  "/credentials/organizations/new": {
    kind: "form",
    title: "Connect an organization",
    role: "admin",
    action: { icon: "organization", words: "new add credential OAuth client" },
  },
  "/activity": { kind: "list", title: "Activity", role: "auditor", section: { icon: "activity" } },
  "/settings": {
    kind: "settings",
    title: "Your account",
    section: { icon: "settings", label: "Settings" },
    tab: "Your account",
  },
  "/settings/people": { kind: "settings", title: "People", role: "admin", tab: "People" },
  "/settings/people/invite": { kind: "form", title: "Invite somebody", role: "admin" },
  "/settings/sign-in": { kind: "settings", title: "Sign-in", role: "admin", tab: "Sign-in" },
  "/settings/keys": { kind: "settings", title: "Encryption keys", role: "admin", tab: "Encryption keys" },
  "/sign-in": { kind: "entrance", title: "Sign in", open: true },
  "/sign-in/window": { kind: "entrance", title: "Sign in", open: true },
  "/second-factor": { kind: "entrance", title: "Set up a second factor" },
  "/invitation": { kind: "entrance", title: "Join", open: true },
  "/setup": { kind: "entrance", title: "Set up", open: true },
} satisfies Record<string, Page>;

/** A page by its address as Next writes it, with the names of ids in brackets. */
export type PagePattern = keyof typeof declared;

/**
 * Every page of the console, and all that is told of it elsewhere, in the order of navigation, tabs and palette. It is
 * read on the server, which hands the browser no more than the lists that it needs.
 */
export const pages: Readonly<Record<PagePattern, Page>> = declared;
