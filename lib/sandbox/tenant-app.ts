import { Hono } from "hono";
import { bearerIn } from "./bearer";
import type { RouteContext, TenantCaller, TenantEnv } from "./context";
import { mannerAt, noSuchHost, problem, tenantOutOfService } from "./errors";
import type { Tenant } from "./model";
import { rateLimited } from "./rate-limited";
import { issueToken, revokeToken } from "./routes/oauth";
import { oauthTokensRoutes } from "./routes/oauth-tokens";
import { tenantsRoutes } from "./routes/tenants";
import { usersRoutes } from "./routes/users";
import { tenantTokenEndpoint } from "./token-endpoints";

/** Everything that answers on a tenant's hostnames. */
export function createTenantApp(context: RouteContext): Hono<TenantEnv> {
  const { state } = context;
  const app = new Hono<TenantEnv>();

  function callerOf(tenant: Tenant, request: Request): TenantCaller | undefined {
    const bearer = bearerIn(request);
    const grant = bearer === undefined ? undefined : state.accessTokens.grantOf(bearer);
    if (grant?.audience.kind !== "tenant" || grant.audience.tenantId !== tenant.id) return undefined;
    state.contents.touch(tenant, grant.audience.tokenId);
    return { ...grant, userId: grant.audience.userId };
  }

  app.use(async ({ env, req }, next) => {
    if (env.tenant.status === "deleted") return noSuchHost();
    if (env.tenant.status !== "active") return tenantOutOfService(req.path);
    await next();
  });
  app.post("/oauth/token", ({ env, req }) =>
    issueToken(state, tenantTokenEndpoint(state, env.tenant), req.raw),
  );
  app.post("/oauth/revoke", ({ env, req }) =>
    revokeToken(state, tenantTokenEndpoint(state, env.tenant), req.raw),
  );

  app.use("/api/*", async (route, next) => {
    const caller = callerOf(route.env.tenant, route.req.raw);
    if (!caller) return problem(mannerAt(route.req.path), { status: 401, title: "Unauthorized" });
    const wait = rateLimited(state, route.env.tenant.id, caller.clientId, route.req.raw);
    if (wait) return wait;
    route.set("caller", caller);
    await next();
  });
  app.route("/", tenantsRoutes(context));
  app.route("/", usersRoutes(context));
  app.route("/", oauthTokensRoutes(context));
  app.notFound(({ req }) => problem(mannerAt(req.path), { status: 404, title: "Not found" }));
  return app;
}
