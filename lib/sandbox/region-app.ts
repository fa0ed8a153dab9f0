import { Hono } from "hono";
import type { RegionEnv, RouteContext } from "./context";
import { COMMON_ERRORS, problem } from "./errors";
import { placeAt, type SandboxResource } from "./resource";

/** What answers where a region's tenants are created; what only tenants have is refused in its own manner. */
export function createRegionApp(
  context: RouteContext,
  places: readonly NonNullable<SandboxResource["region"]>[],
  tenantPlaces: readonly NonNullable<SandboxResource["tenant"]>[],
): Hono<RegionEnv> {
  const app = new Hono<RegionEnv>();
  for (const { routes } of places) app.route("/", routes(context));
  app.notFound(({ req }) => {
    const place = placeAt(places, req.path) ?? placeAt(tenantPlaces, req.path);
    return problem(place?.errors ?? COMMON_ERRORS, { status: 404, title: "Not found" });
  });
  return app;
}
