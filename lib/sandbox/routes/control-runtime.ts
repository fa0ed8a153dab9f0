import { Hono } from "hono";
import type { RouteContext } from "../context";
import { changeClockFrom, changeSettingsFrom, readFault } from "../control-bodies";
import { refuse } from "../control-tenant";
import { parseJsonObject } from "../request-body";
import { kept } from "../state/kept";
import { createOwnCost } from "../state/own-cost";

const ownCostOf = kept(createOwnCost);

const done = (): Response => new Response(null, { status: 204 });

/** How the sandbox behaves and what was asked of it: faults, clock, settings, log and counts. */
export function controlRuntimeRoutes({ state }: RouteContext): Hono {
  const routes = new Hono();
  const { faults, requestLog, settings, timekeeper } = state;
  const ownCost = ownCostOf(state);

  routes.post("/faults", async ({ req }) => {
    const fault = readFault(parseJsonObject(await req.text()));
    if (typeof fault === "string") return refuse(400, fault);
    faults.add(fault);
    return Response.json({ fault }, { status: 201 });
  });
  routes.delete("/faults", () => {
    faults.clear();
    return done();
  });

  const clock = (): Response => Response.json({ now: timekeeper.now(), speed: timekeeper.speed() });
  routes.get("/clock", clock);
  routes.patch("/clock", async ({ req }) => {
    const change = changeClockFrom(parseJsonObject(await req.text()));
    if (typeof change === "string") return refuse(400, change);
    timekeeper.change(change);
    return clock();
  });

  routes.get("/settings", () => Response.json(settings.current()));
  routes.patch("/settings", async ({ req }) => {
    const change = changeSettingsFrom(parseJsonObject(await req.text()));
    if (typeof change === "string") return refuse(400, change);
    settings.change(change);
    return Response.json(settings.current());
  });

  routes.get("/requests", () => Response.json({ data: requestLog.requests() }));
  routes.delete("/requests", () => {
    requestLog.clear();
    ownCost.clear();
    return done();
  });
  routes.get("/stats", () => Response.json({ ...requestLog.counts(), ...ownCost.now() }));
  routes.get("/stats/hosts", () => Response.json(requestLog.countsByHost()));

  routes.post("/reset", () => {
    state.reset();
    return done();
  });
  return routes;
}
