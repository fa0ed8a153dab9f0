import "server-only";
import type { Tier } from "./budgets";
import { ORGANIZATION_HOST } from "./hosts";

/** The request that an error tells of. */
export interface Asked {
  readonly host: string;
  readonly method: string;
  readonly path: string;
}

/** The path of the OAuth token endpoint, the same on every host (FACTS.md section 1). */
export const TOKEN_PATH = "/oauth/token";

export const isTokenRequest = (asked: Asked): boolean => asked.path === TOKEN_PATH;

/** A filter in the body of a POST, where it is too long for an address; such a call reads and changes nothing. */
export const FILTER_ACTION = ["actions", "filter"];

const isFilterRequest = (asked: Asked): boolean =>
  asked.method === "POST" && asked.path.endsWith(`/${FILTER_ACTION.join("/")}`);

/** Whether a request changes nothing at Qlik, so that it may be sent again without a thought. */
export const isRead = (asked: Asked): boolean => asked.method === "GET" || isFilterRequest(asked);

/** Qlik's rate limit tier of a request (FACTS.md sections 2, 4, 6, 9 and 13): every GET used here is tier 1. */
export function tierOf(asked: Asked): Tier {
  if (asked.method === "GET") return "reads";
  return isFilterRequest(asked) && asked.path.startsWith("/api/v1/users/") ? "user-filters" : "writes";
}

export const answered = (status: number, code?: string): string =>
  `Qlik answered ${status}${code ? ` ${code}` : ""}`;

/** After a change without an answer nobody knows whether it happened; a read has no such doubt. */
export const doubt = (asked: Asked): string =>
  isRead(asked) || isTokenRequest(asked) ? "" : " By that alone it is not known whether it was carried out.";

/** Qlik's 403 does not tell a missing scope, role or feature apart (FACTS.md section 3): all are named. */
export const forbiddenAdvice = (asked: Asked): string =>
  asked.host === ORGANIZATION_HOST
    ? "Use an OAuth client made in the organization's console at console.qlikcloud.com, with the scope cloud-console.tenants:read."
    : 'Give the OAuth client the scope admin_classic, its user in the tenant the role TenantAdmin, and set its consent method to "Trusted".';
