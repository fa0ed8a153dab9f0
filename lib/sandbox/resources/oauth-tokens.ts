import { type Context, Hono } from "hono";
import type { RouteContext, TenantEnv } from "../context";
import { forTenant, refuse } from "../control-tenant";
import { type ErrorManner, problem } from "../errors";
import type { OAuthToken } from "../model";
import { pageByOffset, pageLinks, readLimit } from "../paging";
import type { SandboxResource } from "../resource";
import { ADMIN_SCOPE } from "../scopes";

const PATH = "/api/v1/oauth-tokens";
const MANNER: ErrorManner = { statusAs: "text", withTraceId: false };

const badParameter = (detail: string): Response =>
  problem(MANNER, { status: 400, title: "Invalid request parameter", detail });

/** A token as the API shows it: no creation time, no expiry, no scopes; some members may be null. */
function toOAuthToken(token: OAuthToken): Record<string, unknown> {
  return {
    id: token.id,
    tenantId: token.tenantId,
    userId: token.userId,
    clientId: token.clientId,
    deviceType: token.deviceType,
    description: token.description,
    ...(token.lastUsed === null ? {} : { lastUsed: token.lastUsed }),
  };
}

const NO_ROWS = { size: 0, slice: () => [] };

/** Whether the caller may see and revoke everybody's tokens; otherwise only its own. */
function isAdmin(context: Context<TenantEnv>): boolean {
  return context.get("caller").scopes.includes(ADMIN_SCOPE);
}

/** OAuth tokens of a tenant; docs: /apis/rest/oauth-tokens/. */
function oauthTokensRoutes({ state }: RouteContext): Hono<TenantEnv> {
  const routes = new Hono<TenantEnv>();

  routes.get(PATH, (context) => {
    const { tenant } = context.env;
    const query = new URL(context.req.url).searchParams;
    const limit = readLimit(query.get("limit") ?? undefined, 1);
    if (limit === null) return badParameter("limit must be a whole number from 1 to 100");
    if ((query.get("sort") ?? "userId") !== "userId") return badParameter("sort must be userId");
    const userId = query.get("userId");
    const { userId: callerId } = context.get("caller");
    const visible = isAdmin(context) ? userId : callerId;
    const hidesAll = userId !== null && userId !== visible;
    const rows = hidesAll ? NO_ROWS : state.contents.oauthTokenRows(tenant, visible);
    const page = pageByOffset(rows, query.get("page") ?? undefined, limit);
    if (!page) return badParameter("unknown page");
    const manners = state.settings.current();
    return Response.json({
      data: page.rows.map(toOAuthToken),
      links: pageLinks({
        base: `https://${tenant.hostnames[0]}${PATH}`,
        query,
        limit,
        cursorNames: { next: "page", prev: "page" },
        page,
        endOfList: manners.endOfList,
        host: manners.linksHost,
      }),
    });
  });

  routes.delete(`${PATH}/:tokenId`, (context) => {
    const { tenant } = context.env;
    const tokenId = context.req.param("tokenId");
    const token = state.contents.oauthToken(tenant, tokenId);
    if (!token) return problem(MANNER, { status: 404, title: "Not found" });
    if (!isAdmin(context) && token.userId !== context.get("caller").userId) {
      return problem(MANNER, { status: 403, title: "Forbidden" });
    }
    state.contents.revoke(tenant, tokenId);
    state.accessTokens.dropByTokenId(tokenId);
    return new Response(null, { status: 204 });
  });

  return routes;
}

function oauthTokensControl({ state }: RouteContext): Hono {
  const routes = new Hono();
  const { contents } = state;
  routes.get(
    "/tenants/:tenantId/oauth-tokens",
    forTenant(state, (tenant) => Response.json({ data: contents.oauthTokensOf(tenant).map(toOAuthToken) })),
  );
  routes.get(
    "/tenants/:tenantId/oauth-tokens/:tokenId",
    forTenant(state, (tenant, { req }) => {
      const token = contents.oauthToken(tenant, req.param("tokenId") ?? "");
      return token ? Response.json(toOAuthToken(token)) : refuse(404, "No such token.");
    }),
  );
  return routes;
}

export const OAUTH_TOKENS: SandboxResource = {
  tenant: { path: PATH, errors: MANNER, routes: oauthTokensRoutes },
  control: oauthTokensControl,
};
