import { type Context, Hono } from "hono";
import type { RouteContext } from "../context";
import { changeTenantFrom } from "../control-bodies";
import type { OAuthClient, Tenant } from "../model";
import { parseJsonObject } from "../request-body";
import { controlRuntimeRoutes } from "./control-runtime";
import { toOAuthToken } from "./oauth-tokens";
import { toUser } from "./user-view";

const refuse = (status: number, error: string): Response => Response.json({ error }, { status });

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
export function controlRoutes({ state }: RouteContext): Hono {
  const routes = new Hono().basePath("/__sandbox");
  const { estate, contents, accessTokens } = state;

  /** Answers for the tenant in the path, or 404. */
  const forTenant =
    (answer: (tenant: Tenant, context: Context) => Response | Promise<Response>) =>
    (context: Context): Response | Promise<Response> => {
      const tenant = estate.tenantById(context.req.param("tenantId") ?? "");
      return tenant ? answer(tenant, context) : refuse(404, "No such tenant.");
    };

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

  routes.get(
    "/tenants/:tenantId/users",
    forTenant((tenant) => {
      const origin = `https://${tenant.hostnames[0]}`;
      return Response.json({ data: contents.usersOf(tenant).map((user) => toUser(user, origin)) });
    }),
  );

  routes.get(
    "/tenants/:tenantId/oauth-tokens",
    forTenant((tenant) => Response.json({ data: contents.oauthTokensOf(tenant).map(toOAuthToken) })),
  );

  routes.get(
    "/tenants/:tenantId/oauth-tokens/:tokenId",
    forTenant((tenant, { req }) => {
      const token = contents.oauthToken(tenant, req.param("tokenId") ?? "");
      return token ? Response.json(toOAuthToken(token)) : refuse(404, "No such token.");
    }),
  );

  routes.patch(
    "/tenants/:tenantId",
    forTenant(async (tenant, { req }) => {
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

  routes.route("/", controlRuntimeRoutes({ state }));
  routes.notFound(() => refuse(404, "The control API has no such address."));
  return routes;
}
