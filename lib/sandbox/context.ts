import type { Tenant } from "./model";
import type { EndOfList } from "./paging";
import type { Grant } from "./state/access-tokens";
import type { SandboxState } from "./state/state";

/** Where the sources contradict each other, which of them the sandbox follows. */
export type Manners = {
  /**
   * Links of the organization's list: `reference` has `https://api.qlikcloud.com/core/tenants?next=`,
   * `get-started` has `https://console.qlikcloud.com/api/core/tenants?offset=`.
   */
  readonly organizationLinks: "reference" | "get-started";
  readonly endOfList: EndOfList;
};

/** What every route may use. */
export type RouteContext = { readonly state: SandboxState; readonly manners: Manners };

export type TenantCaller = Grant & { readonly userId: string };

/** The tenant is found by the Host header before routing; the caller is read from the bearer. */
export type TenantEnv = { Bindings: { tenant: Tenant }; Variables: { caller: TenantCaller } };

export type OrganizationEnv = { Variables: { organization: string } };
