import { Hono } from "hono";
import type { RouteContext } from "./context";
import { mannerAt, problem } from "./errors";
import { issueToken } from "./routes/oauth";
import { regionTokenEndpoint } from "./token-endpoints";

type RegionEnv = { Bindings: { readonly region: string } };

/** What answers where a region's tenants are created: tokens for region-level clients, and nothing else so far. */
export function createRegionApp({ state }: RouteContext): Hono<RegionEnv> {
  const app = new Hono<RegionEnv>();
  app.post("/oauth/token", ({ env, req }) =>
    issueToken(state, regionTokenEndpoint(state, env.region), req.raw),
  );
  app.notFound(({ req }) => problem(mannerAt(req.path), { status: 404, title: "Not found" }));
  return app;
}
