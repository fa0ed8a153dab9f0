import "server-only";
import { getRuntime, type Runtime } from "../runtime";
import { createRequestActors, type RequestActors } from "./request-actor";
import { createRequestOrigins, type RequestOrigins } from "./request-origin";

/** How a console reads requests: where they come from, and who is behind them. */
export interface Edge {
  readonly runtime: Runtime;
  readonly origins: RequestOrigins;
  readonly actors: RequestActors;
}

// The runtime knows nothing of requests. Both parts follow from it alone, so it does no harm that Next loads this module
// more than once.
const edges = new WeakMap<Runtime, Edge>();

/** The edge of a console, made at first use. */
export function edgeOf(runtime: Runtime): Edge {
  const known = edges.get(runtime);
  if (known) return known;
  const { sessions, sessionSecret: secret, env } = runtime;
  const edge = {
    runtime,
    origins: createRequestOrigins(env.trustedProxies),
    actors: createRequestActors({ sessions, secret, publicUrl: env.publicUrl }),
  };
  edges.set(runtime, edge);
  return edge;
}

/** The edge of the process's own console. */
export const getEdge = async (): Promise<Edge> => edgeOf(await getRuntime());
