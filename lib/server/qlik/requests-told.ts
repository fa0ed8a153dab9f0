import "server-only";
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

export const answered = (status: number, code?: string): string =>
  `Qlik answered ${status}${code ? ` ${code}` : ""}`;

/** After a change without an answer nobody knows whether it happened; a read has no such doubt. */
export const doubt = (asked: Asked): string =>
  asked.method === "GET" || isTokenRequest(asked) ? "" : " Whether it was carried out is not known.";

/** Qlik's 403 does not tell a missing scope, role or feature apart (FACTS.md section 3): all are named. */
export const forbiddenAdvice = (asked: Asked): string =>
  asked.host === ORGANIZATION_HOST
    ? "Use an OAuth client made in the organization's console at console.qlikcloud.com, with the scope cloud-console.tenants:read."
    : 'Give the OAuth client the scope admin_classic, its user in the tenant the role TenantAdmin, and set its consent method to "Trusted".';
