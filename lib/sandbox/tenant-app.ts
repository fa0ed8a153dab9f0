import { Hono } from "hono";
import { bearerIn } from "./bearer";
import type { RouteContext, TenantCaller, TenantEnv } from "./context";
import { COMMON_ERRORS, type ErrorManner, noSuchHost, problem, tenantOutOfService } from "./errors";
import type { Tenant } from "./model";
import { rateLimited } from "./rate-limited";
import { placeAt, type SandboxResource } from "./resource";

/** Everything that answers on a tenant's hostnames. */
export function createTenantApp(
  context: RouteContext,
  places: readonly NonNullable<SandboxResource["tenant"]>[],
): Hono<TenantEnv> {
  const { state } = context;
  const app = new Hono<TenantEnv>();
  const errorsAt = (path: string): ErrorManner => placeAt(places, path)?.errors ?? COMMON_ERRORS;

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
  app.use("/api/*", async (route, next) => {
    const caller = callerOf(route.env.tenant, route.req.raw);
    if (!caller) return problem(errorsAt(route.req.path), { status: 401, title: "Unauthorized" });
    const wait = rateLimited(state, route.env.tenant.id, caller.clientId, route.req.raw);
    if (wait) return wait;
    route.set("caller", caller);
    await next();
  });
  for (const { routes } of places) app.route("/", routes(context));
  app.notFound(({ req }) => problem(errorsAt(req.path), { status: 404, title: "Not found" }));
  return app;
}
