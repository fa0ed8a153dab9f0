import { Hono } from "hono";
import { expect, it } from "vitest";
import type { OrganizationEnv, TenantEnv } from "@/lib/sandbox/context";
import type { SandboxResource } from "@/lib/sandbox/resource";
import { RESOURCES } from "@/lib/sandbox/resources";
import { createRandom } from "@/lib/sandbox/seed/random";
import { kept } from "@/lib/sandbox/state/kept";
import { ORGANIZATION_HOST, organizationAt, startSandbox, tenantAt } from "./harness";

const CORE = "/api/core/things";
const OWN = "/api/v1/things";
const SCOPES = { read: "cloud-console.things:read", write: "cloud-console.things" };

/** Things with a seed of their own. */
const thingsOf = kept(({ seed, startedAt }) => {
  const seeded = [{ id: createRandom("thing", seed).hex(8), createdAt: new Date(startedAt).toISOString() }];
  let things = seeded;
  return {
    all: () => things,
    remove: (id: string) => {
      things = things.filter((thing) => thing.id !== id);
    },
    clear: () => {
      things = seeded;
    },
  };
});

const THINGS: SandboxResource = {
  tenant: {
    path: OWN,
    errors: { statusAs: "number", withTraceId: false },
    routes: ({ state }) =>
      new Hono<TenantEnv>().get(OWN, () => Response.json({ data: thingsOf(state).all() })),
  },
  organization: {
    path: CORE,
    errors: { statusAs: "number", withTraceId: false },
    scopes: ({ method }) => (method === "GET" ? [SCOPES.read, SCOPES.write] : [SCOPES.write]),
    clientScopes: [SCOPES.read],
    routes: ({ state }) =>
      new Hono<OrganizationEnv>()
        .get(CORE, () => Response.json({ data: thingsOf(state).all() }))
        .delete(`${CORE}/:id`, () => new Response(null, { status: 204 })),
  },
  specialCalls: [`POST ${OWN}/actions/filter`],
  control: ({ state }) =>
    new Hono().delete("/things/:id", ({ req }) => {
      thingsOf(state).remove(req.param("id"));
      return new Response(null, { status: 204 });
    }),
};

it("a resource is there at every host, in the tiers and in the control API by its declaration alone", async () => {
  const running = await startSandbox({}, [...RESOURCES, THINGS]);
  const tenant = tenantAt(running, 0);
  const bearer = await running.bearer(tenant.host, tenant.client);
  const atOrganization = await running.bearer(ORGANIZATION_HOST, organizationAt(running, 0).client);
  const ids = async () => {
    const own = await running.call({ host: tenant.host, path: OWN, bearer });
    const core = await running.call({ host: ORGANIZATION_HOST, path: CORE, bearer: atOrganization });
    expect(own.text).toBe(core.text);
    const { data }: { data: { id: string }[] } = JSON.parse(own.text);
    return data.map(({ id }) => id);
  };
  const seeded = await ids();
  expect(seeded).toHaveLength(1);
  await running.control("DELETE", `/things/${seeded[0]}`);
  expect(await ids()).toEqual([]);
  await running.control("POST", "/reset");
  expect(
    thingsOf(running.sandbox.state)
      .all()
      .map(({ id }) => id),
  ).toEqual(seeded);
  expect(running.sandbox.state.rateTierOf("POST", `${OWN}/actions/filter`)).toBe("special");
});

it("a caller of the organization needs a scope of the resource's own, for the verb, and is refused in its manner", async () => {
  const running = await startSandbox({}, [...RESOURCES, THINGS]);
  const { client, narrowClient } = organizationAt(running, 0);
  expect(client.scopes).toContain(SCOPES.read);
  const bearer = await running.bearer(ORGANIZATION_HOST, client);
  const removing = { host: ORGANIZATION_HOST, path: `${CORE}/1`, method: "DELETE" };
  expect((await running.call({ ...removing, bearer })).status).toBe(403);
  const narrow = await running.bearer(ORGANIZATION_HOST, narrowClient);
  const refused = await running.call({ host: ORGANIZATION_HOST, path: CORE, bearer: narrow });
  expect(JSON.parse(refused.text)).toEqual({
    errors: [{ code: "HTTP-403", title: "Forbidden", status: 403 }],
  });
  const tenants = { host: ORGANIZATION_HOST, path: "/api/core/tenants" };
  expect((await running.call({ ...tenants, bearer })).status).toBe(200);
});
