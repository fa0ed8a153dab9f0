import { Hono } from "hono";
import { bearerIn } from "./bearer";
import type { OrganizationEnv, RouteContext } from "./context";
import { COMMON_ERRORS, type ErrorManner, problem } from "./errors";
import { rateLimited } from "./rate-limited";
import { placeAt, type SandboxResource } from "./resource";
import { ORGANIZATION_PLACE } from "./state/rate-limits";

/** Everything that answers on the console's host; the token says which organization is calling. */
export function createOrganizationApp(
  context: RouteContext,
  places: readonly NonNullable<SandboxResource["organization"]>[],
): Hono<OrganizationEnv> {
  const { state } = context;
  const app = new Hono<OrganizationEnv>();
  const errorsAt = (path: string): ErrorManner => placeAt(places, path)?.errors ?? COMMON_ERRORS;

  /** Scopes of which one is needed; where nothing answers, any that is good for something. */
  function scopesFor(method: string, path: string): readonly string[] {
    const place = placeAt(places, path);
    return (place ? [place] : places).flatMap(({ scopes }) => scopes({ method, path }));
  }

  app.use("/api/*", async (route, next) => {
    const bearer = bearerIn(route.req.raw);
    const grant = bearer === undefined ? undefined : state.accessTokens.grantOf(bearer);
    if (grant?.audience.kind !== "organization") {
      return problem(errorsAt(route.req.path), { status: 401, title: "Unauthorized" });
    }
    const { method, path, raw } = route.req;
    if (!scopesFor(method, path).some((scope) => grant.scopes.includes(scope))) {
      return problem(errorsAt(route.req.path), { status: 403, title: "Forbidden" });
    }
    const wait = rateLimited(state, ORGANIZATION_PLACE, grant.clientId, raw);
    if (wait) return wait;
    route.set("organization", grant.audience.name);
    await next();
  });
  for (const { routes } of places) app.route("/", routes(context));
  app.notFound(({ req }) => problem(errorsAt(req.path), { status: 404, title: "Not found" }));
  return app;
}
