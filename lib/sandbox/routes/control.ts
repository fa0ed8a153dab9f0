import { Hono } from "hono";
import type { RouteContext } from "../context";
import { changeTenantFrom } from "../control-bodies";
import { forTenant, refuse } from "../control-tenant";
import type { OAuthClient, Tenant } from "../model";
import { parseJsonObject } from "../request-body";
import type { SandboxResource } from "../resource";
import { controlRuntimeRoutes } from "./control-runtime";

const credentialsOf = ({ clientId, clientSecret }: OAuthClient) => ({ clientId, clientSecret });

function toTenantCredentials(tenant: Tenant) {
  return {
    tenantId: tenant.id,
    name: tenant.name,
    hostname: tenant.hostnames[0],
    hostnames: tenant.hostnames,
    organization: tenant.organization,
    status: tenant.status,
    ...credentialsOf(tenant.client),
    ...(tenant.narrowClient ? { narrowClient: credentialsOf(tenant.narrowClient) } : {}),
  };
}

/**
 * What no Qlik Cloud has: reading the sandbox's state and changing it behind the product's back. Served on a
 * loopback Host header only.
 */
export function controlRoutes({ state }: RouteContext, resources: readonly SandboxResource[]): Hono {
  const routes = new Hono().basePath("/__sandbox");
  const { estate, contents, accessTokens } = state;

  routes.get("/credentials", () =>
    Response.json({
      organizations: estate.organizations().map(({ name, client, narrowClient, regionClients }) => ({
        name,
        ...credentialsOf(client),
        scopes: client.scopes,
        narrowClient: credentialsOf(narrowClient),
        regionClients: Object.fromEntries(
          [...regionClients].map(([label, client]) => [label, credentialsOf(client)]),
        ),
      })),
      tenants: estate.tenants().map(toTenantCredentials),
    }),
  );

  routes.patch(
    "/tenants/:tenantId",
    forTenant(state, async (tenant, { req }) => {
      const change = changeTenantFrom(parseJsonObject(await req.text()));
      if (typeof change === "string") return refuse(400, change);
      const taken = change.hostnames?.find((name) => {
        const holder = estate.tenantByHostname(name);
        return holder !== undefined && holder.id !== tenant.id;
      });
      if (taken !== undefined) return refuse(409, `${taken} leads to another tenant.`);
      if (change.clientSecret !== undefined && change.clientSecret !== tenant.client.clientSecret) {
        for (const { audience } of accessTokens.dropByClient(tenant.client.clientId)) {
          if (audience.kind === "tenant") contents.revoke(tenant, audience.tokenId);
        }
      }
      return Response.json(toTenantCredentials(estate.changeTenant(tenant.id, change) ?? tenant));
    }),
  );

  for (const { control } of resources) if (control) routes.route("/", control({ state }));
  routes.route("/", controlRuntimeRoutes({ state }));
  routes.notFound(() => refuse(404, "The control API has no such address."));
  return routes;
}
