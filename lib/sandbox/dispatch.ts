import type { IncomingMessage, ServerResponse } from "node:http";
import type { RouteContext } from "./context";
import { withErrorStatus } from "./error-status";
import { noSuchHost } from "./errors";
import { answerOf, withHeaders } from "./fault-answers";
import { hostnameOf, isLoopback, ORGANIZATION_HOST, regionOf } from "./hosts";
import type { Latency } from "./latency";
import { createOrganizationApp } from "./organization-app";
import { createRegionApp } from "./region-app";
import { placesOf, type SandboxResource } from "./resource";
import { controlRoutes } from "./routes/control";
import type { Fault } from "./state/faults";
import { createTenantApp } from "./tenant-app";
import { send, untilGone, waitUnlessGone } from "./wire";

/** Status in the log of a request that never got an answer. */
const GONE = 499;

export type Exchange = { readonly incoming: IncomingMessage; readonly outgoing: ServerResponse };

/** Answers a request by its Host header: the organization, a region, a tenant, or the sandbox's own control API. */
export function createDispatch(
  context: RouteContext,
  resources: readonly SandboxResource[],
  latency: Latency,
): (request: Request, exchange: Exchange) => Promise<void> {
  const { estate, faults, requestLog, settings } = context.state;
  const tenantPlaces = placesOf(resources, "tenant");
  const organizationApp = createOrganizationApp(context, placesOf(resources, "organization"));
  const tenantApp = createTenantApp(context, tenantPlaces);
  const regionApp = createRegionApp(context, placesOf(resources, "region"), tenantPlaces);
  const controlApp = controlRoutes(context, resources);

  async function answerAsQlik(hostname: string, request: Request): Promise<Response> {
    if (hostname === ORGANIZATION_HOST) return organizationApp.fetch(request);
    const region = regionOf(hostname);
    if (region) return regionApp.fetch(request, { region });
    const tenant = estate.tenantByHostname(hostname);
    return tenant ? tenantApp.fetch(request, { tenant }) : noSuchHost();
  }

  async function answer(hostname: string, request: Request, fault: Fault | null): Promise<Response> {
    const wrong = fault && answerOf(fault);
    if (wrong && !fault.carriedOut) return wrong;
    const right = await withErrorStatus(
      await answerAsQlik(hostname, request),
      settings.current().errorStatus,
    );
    if (wrong) return wrong;
    return fault?.headers ? withHeaders(right, fault.headers) : right;
  }

  async function exchangeAsQlik(hostname: string, request: Request, exchange: Exchange): Promise<void> {
    const { incoming, outgoing } = exchange;
    const finish = requestLog.begin(hostname, request, incoming.socket);
    const leave = await latency.arrive(incoming.socket);
    const fault = faults.take(hostname, request.method, new URL(request.url).pathname);
    if (fault?.hang) {
      await untilGone(outgoing);
      return finish(GONE);
    }
    if (fault?.delayMs !== undefined) await waitUnlessGone(outgoing, fault.delayMs);
    const response = await answer(hostname, request, fault);
    await leave();
    finish(response.status);
    await send(response, outgoing, fault);
  }

  return async (request, exchange) => {
    const { outgoing } = exchange;
    const hostname = hostnameOf(request.headers.get("host") ?? new URL(request.url).host);
    if (hostname === null) {
      return send(new Response("The Host header names no host.", { status: 400 }), outgoing, null);
    }
    if (isLoopback(hostname)) return send(await controlApp.fetch(request), outgoing, null);
    return exchangeAsQlik(hostname, request, exchange);
  };
}
