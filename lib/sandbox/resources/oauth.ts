import { Hono } from "hono";
import type { OrganizationEnv, RegionEnv, RouteContext, TenantEnv } from "../context";
import { COMMON_ERRORS, type ErrorManner, type Problem, problem } from "../errors";
import type { OAuthClient } from "../model";
import { rateLimited } from "../rate-limited";
import { readTextMembers } from "../request-body";
import type { SandboxResource } from "../resource";
import { ACCESS_TOKEN_LIFETIME } from "../state/access-tokens";
import type { SandboxState } from "../state/state";
import {
  organizationTokenEndpoint,
  regionTokenEndpoint,
  type TokenEndpoint,
  tenantTokenEndpoint,
} from "../token-endpoints";

const PATH = "/oauth/";
const MANNER: ErrorManner = { statusAs: "text", withTraceId: false };

const refuse = (status: number, title: string, detail?: string): Response => {
  const what: Problem = { status, title };
  return problem(MANNER, detail === undefined ? what : { ...what, detail });
};

/** Scopes asked for, inherited from the client when left out; `null` when the client lacks one of them. */
function grantedScopes(client: OAuthClient, asked: string | undefined): readonly string[] | null {
  const scopes = (asked ?? "").split(" ").filter((scope) => scope !== "");
  if (scopes.length === 0) return client.scopes;
  return scopes.every((scope) => client.scopes.includes(scope)) ? scopes : null;
}

/** `POST /oauth/token`; JSON or form, `client_credentials` only. */
async function issueToken(state: SandboxState, endpoint: TokenEndpoint, request: Request): Promise<Response> {
  const members = await readTextMembers(request);
  if (!members) return refuse(400, "Invalid request", "The body must be a JSON object or a form.");
  const grantType = members.get("grant_type");
  if (grantType !== "client_credentials")
    return refuse(400, "Invalid grant_type", "Only client_credentials.");
  const clientId = members.get("client_id");
  const clientSecret = members.get("client_secret");
  if (!clientId || !clientSecret) return refuse(400, "Missing client_id or client_secret");

  const known = endpoint.find(clientId);
  const wait = known && rateLimited(state, endpoint.place, clientId, request);
  if (wait) return wait;
  if (known?.client.clientSecret !== clientSecret) return refuse(401, "Invalid client credentials");
  const scopes = grantedScopes(known.client, members.get("scope"));
  if (!scopes) return refuse(400, "Invalid scope", "The client does not have every scope asked for.");

  const { oauthTokensPerUser, expiresIn } = state.settings.current();
  if (oauthTokensPerUser !== null && known.tokens() >= oauthTokensPerUser) {
    return refuse(403, "Forbidden", "The maximum number of tokens is reached.");
  }
  const expiresAt = state.clock() + ACCESS_TOKEN_LIFETIME * 1000;
  const audience = known.admit(expiresAt);
  return Response.json({
    access_token: state.accessTokens.issue({ audience, clientId, scopes, expiresAt }),
    token_type: endpoint.tokenType,
    expires_at: new Date(expiresAt).toISOString(),
    ...(expiresIn === "present" ? { expires_in: ACCESS_TOKEN_LIFETIME } : {}),
    scope: scopes.join(" "),
  });
}

/**
 * `POST /oauth/revoke`: the bearer itself is the proof. A token that is unknown here is as good as revoked
 * (RFC 7009), and a token of another host stays untouched.
 */
async function revokeToken(
  state: SandboxState,
  endpoint: TokenEndpoint,
  request: Request,
): Promise<Response> {
  const token = (await readTextMembers(request))?.get("token");
  if (!token) return refuse(400, "Missing token");
  const grant = state.accessTokens.grantOf(token);
  const wait = grant && rateLimited(state, endpoint.place, grant.clientId, request);
  if (wait) return wait;
  if (grant && endpoint.release(grant.audience)) state.accessTokens.drop(token);
  return new Response(null, { status: 200 });
}

function tenantRoutes({ state }: RouteContext): Hono<TenantEnv> {
  const routes = new Hono<TenantEnv>();
  routes.post("/oauth/token", ({ env, req }) =>
    issueToken(state, tenantTokenEndpoint(state, env.tenant), req.raw),
  );
  routes.post("/oauth/revoke", ({ env, req }) =>
    revokeToken(state, tenantTokenEndpoint(state, env.tenant), req.raw),
  );
  return routes;
}

function organizationRoutes({ state }: RouteContext): Hono<OrganizationEnv> {
  const routes = new Hono<OrganizationEnv>();
  const endpoint = organizationTokenEndpoint(state);
  routes.post("/oauth/token", ({ req }) => issueToken(state, endpoint, req.raw));
  routes.post("/oauth/revoke", ({ req }) => revokeToken(state, endpoint, req.raw));
  return routes;
}

/** Tokens for region-level clients; what else answers there is not known. */
function regionRoutes({ state }: RouteContext): Hono<RegionEnv> {
  const routes = new Hono<RegionEnv>();
  routes.post("/oauth/token", ({ env, req }) =>
    issueToken(state, regionTokenEndpoint(state, env.region), req.raw),
  );
  return routes;
}

/** At the host of the organization errors have a trace id; the calls themselves answer alike everywhere. */
export const OAUTH: SandboxResource = {
  tenant: { path: PATH, errors: MANNER, routes: tenantRoutes },
  organization: {
    path: PATH,
    errors: COMMON_ERRORS,
    routes: organizationRoutes,
    scopes: () => [],
    clientScopes: [],
  },
  region: { path: PATH, errors: MANNER, routes: regionRoutes },
};
