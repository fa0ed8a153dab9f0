import type { EndOfList } from "./paging";

/** Where the sources contradict each other, which of them the sandbox follows. */
export type Manners = {
  /**
   * Links of the organization's list: `reference` has `https://api.qlikcloud.com/core/tenants?next=`,
   * `get-started` has `https://console.qlikcloud.com/api/core/tenants?offset=`.
   */
  readonly organizationLinks: "reference" | "get-started";
  /** Name of the organization's cursor; `as-linked`: the one that goes with the form of the links. */
  readonly organizationCursor: "as-linked" | "next" | "offset";
  /** Host of every link of a page instead of the documented one: an example of the vendor's has `foo.example`. */
  readonly linksHost: string | null;
  /** One tenant of the organization: `list`, in the envelope of the list, is what the reference says. */
  readonly singleTenant: "list" | "bare";
  readonly endOfList: EndOfList;
  /** The member `status` inside errors; `documented`: as each API's own examples have it. */
  readonly errorStatus: "documented" | "text" | "number" | "absent";
  /** In every example of a token answer, and missing from its schema. */
  readonly expiresIn: "present" | "absent";
  /** `Location` of the `/me` calls; `mixed`: a tenant's is relative and a user's absolute. */
  readonly meRedirects: "mixed" | "relative" | "absolute";
};

/** Calls that pass within the window, per tier, tenant and user, which for a client is its bot. */
export type RateLimits = {
  readonly windowSeconds: number;
  /** Tier 1. */
  readonly reads: number;
  /** Tier 2, token exchanges among them. */
  readonly writes: number;
  /** Filtering users by POST. */
  readonly special: number;
  /**
   * With so many users a tenant has half a user's calls for each, all its clients together; `null`: no such limit,
   * because with a seeded tenant's dozens of users it is never reached.
   */
  readonly usersPerTenant: number | null;
};

export type Settings = Manners & {
  /** From the arrival of a request to its answer. */
  readonly latencyMs: number;
  /** Added to the first request on each connection. */
  readonly connectLatencyMs: number;
  /** `null`: no limits. */
  readonly rateLimits: RateLimits | null;
  /** Live tokens of one user past which an exchange is refused with 403; Qlik's own number is not stated. */
  readonly oauthTokensPerUser: number | null;
};

/** Settings that may be left out; of the rate limits too, each by itself. */
export type SettingsChange = Partial<Omit<Settings, "rateLimits">> & {
  readonly rateLimits?: Partial<RateLimits> | null;
};

export const MANNERS = {
  organizationLinks: ["reference", "get-started"],
  organizationCursor: ["as-linked", "next", "offset"],
  singleTenant: ["list", "bare"],
  endOfList: ["missing", "null-href"],
  errorStatus: ["documented", "text", "number", "absent"],
  expiresIn: ["present", "absent"],
  meRedirects: ["mixed", "relative", "absolute"],
} as const satisfies { readonly [Name in Exclude<keyof Manners, "linksHost">]: readonly Manners[Name][] };

/** Qlik's own: 1000, 100 and 200 a minute, evaluated over five minutes. */
const QLIKS_RATE_LIMITS: RateLimits = {
  windowSeconds: 300,
  reads: 5000,
  writes: 500,
  special: 1000,
  usersPerTenant: null,
};

const DEFAULTS: Settings = {
  organizationLinks: "reference",
  organizationCursor: "as-linked",
  linksHost: null,
  singleTenant: "list",
  endOfList: "missing",
  errorStatus: "documented",
  expiresIn: "present",
  meRedirects: "mixed",
  latencyMs: 0,
  connectLatencyMs: 0,
  rateLimits: QLIKS_RATE_LIMITS,
  oauthTokensPerUser: null,
};

function changed(settings: Settings, { rateLimits, ...others }: SettingsChange): Settings {
  const limits =
    rateLimits === undefined
      ? settings.rateLimits
      : rateLimits && { ...(settings.rateLimits ?? QLIKS_RATE_LIMITS), ...rateLimits };
  return { ...settings, ...others, rateLimits: limits };
}

export type SettingsBoard = {
  current(): Settings;
  change(change: SettingsChange): void;
  /** As at the start. */
  reset(): void;
};

/** What can be set while the sandbox runs; it begins with Qlik's own manners and numbers. */
export function createSettings(atStart: SettingsChange): SettingsBoard {
  const first = changed(DEFAULTS, atStart);
  let current = first;
  return {
    current: () => current,
    change: (change) => {
      current = changed(current, change);
    },
    reset: () => {
      current = first;
    },
  };
}
