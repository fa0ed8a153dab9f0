import type { RouteContext } from "./context";
import { noSuchHost } from "./errors";
import { hostnameOf, isLoopback, ORGANIZATION_HOST } from "./hosts";
import { createOrganizationApp } from "./organization-app";
import { controlRoutes } from "./routes/control";
import { createTenantApp } from "./tenant-app";

/** Answers a request by its Host header: the organization, a tenant, or the sandbox's own control API. */
export function createDispatch(context: RouteContext): (request: Request) => Promise<Response> {
  const { estate, faults, requestLog } = context.state;
  const organizationApp = createOrganizationApp(context);
  const tenantApp = createTenantApp(context);
  const controlApp = controlRoutes(context);

  async function answerAsQlik(hostname: string, request: Request): Promise<Response> {
    const fault = await faults.answer(hostname, request);
    if (fault) return fault;
    if (hostname === ORGANIZATION_HOST) return organizationApp.fetch(request);
    const tenant = estate.tenantByHostname(hostname);
    return tenant ? tenantApp.fetch(request, { tenant }) : noSuchHost();
  }

  return async (request) => {
    const hostname = hostnameOf(request.headers.get("host") ?? new URL(request.url).host);
    if (hostname === null) return new Response("The Host header names no host.", { status: 400 });
    if (isLoopback(hostname)) return controlApp.fetch(request);
    const finish = requestLog.begin(hostname, request);
    const response = await answerAsQlik(hostname, request);
    finish(response.status);
    return response;
  };
}
