import type { Tenant } from "./model";
import type { Grant } from "./state/access-tokens";
import type { SandboxState } from "./state/state";

/** What every route may use. */
export type RouteContext = { readonly state: SandboxState };

export type TenantCaller = Grant & { readonly userId: string };

/** The tenant is found by the Host header before routing; the caller is read from the bearer. */
export type TenantEnv = { Bindings: { tenant: Tenant }; Variables: { caller: TenantCaller } };

/** The region is found by the Host header. */
export type RegionEnv = { Bindings: { readonly region: string } };

export type OrganizationEnv = { Variables: { organization: string } };
