import { Hono } from "hono";
import { bearerIn } from "./bearer";
import type { OrganizationEnv, RouteContext } from "./context";
import { ORGANIZATION_ERRORS, problem } from "./errors";
import { rateLimited } from "./rate-limited";
import { issueToken, revokeToken } from "./routes/oauth";
import { organizationTenantsRoutes } from "./routes/organization-tenants";
import { ORGANIZATION_TENANTS_SCOPE } from "./scopes";
import { organizationTokenEndpoint } from "./token-endpoints";

/** Everything that answers on the console's host; the token says which organization is calling. */
export function createOrganizationApp(context: RouteContext): Hono<OrganizationEnv> {
  const { state } = context;
  const app = new Hono<OrganizationEnv>();
  const endpoint = organizationTokenEndpoint(state);

  app.post("/oauth/token", ({ req }) => issueToken(state, endpoint, req.raw));
  app.post("/oauth/revoke", ({ req }) => revokeToken(state, endpoint, req.raw));

  app.use("/api/*", async (route, next) => {
    const bearer = bearerIn(route.req.raw);
    const grant = bearer === undefined ? undefined : state.accessTokens.grantOf(bearer);
    if (grant?.audience.kind !== "organization") {
      return problem(ORGANIZATION_ERRORS, { status: 401, title: "Unauthorized" });
    }
    if (!grant.scopes.includes(ORGANIZATION_TENANTS_SCOPE)) {
      return problem(ORGANIZATION_ERRORS, { status: 403, title: "Forbidden" });
    }
    const wait = rateLimited(state, endpoint.place, grant.clientId, route.req.raw);
    if (wait) return wait;
    route.set("organization", grant.audience.name);
    await next();
  });
  app.route("/", organizationTenantsRoutes(context));
  app.notFound(() => problem(ORGANIZATION_ERRORS, { status: 404, title: "Not found" }));
  return app;
}
