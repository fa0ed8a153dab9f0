import { describe, expect, it } from "vitest";
import type { SandboxOptions } from "@/lib/sandbox/server";
import { expectDocumented } from "@/tests/support/qlik-openapi/validate";
import {
  bodyFrom,
  errorFrom,
  linkQuery,
  ORGANIZATION_HOST,
  organizationAt,
  rowsFrom,
  startSandbox,
  tenantAt,
  walk,
} from "./harness";

const TENANTS = "/api/core/tenants";
const TOKENS = "/api/v1/oauth-tokens";

async function start(options: SandboxOptions) {
  const running = await startSandbox(options);
  const tenant = tenantAt(running, 0);
  const { host } = tenant;
  const bearer = await running.bearer(host, tenant.client);
  const organizationBearer = await running.bearer(ORGANIZATION_HOST, organizationAt(running, 0).client);
  return {
    running,
    tenant,
    atTenant: (path: string) => running.call({ host, path, bearer }),
    atOrganization: (path: string) =>
      running.call({ host: ORGANIZATION_HOST, path, bearer: organizationBearer }),
    organizationBearer,
  };
}

describe("where the sources contradict each other, one can choose", () => {
  it.each([
    ["reference", "offset"],
    ["get-started", "next"],
  ] as const)("the cursor's name apart from the links' form (%s, %s)", async (links, cursor) => {
    const options = { tenants: 45, organizationLinks: links, organizationCursor: cursor };
    const { running, atOrganization, organizationBearer: bearer } = await start(options);
    const query = new URLSearchParams(linkQuery(await atOrganization(TENANTS), "next") ?? "");
    expect([query.has("next"), query.has("offset")]).toEqual([cursor === "next", cursor === "offset"]);
    expect(await walk(running, { host: ORGANIZATION_HOST, path: `${TENANTS}?limit=7`, bearer })).toHaveLength(
      45,
    );
  });

  it("another host in every link of a page", async () => {
    const { atTenant, atOrganization } = await start({ tenants: 45, linksHost: "foo.example" });
    for (const answer of [
      await atOrganization(TENANTS),
      await atTenant(TOKENS),
      await atTenant("/api/v1/users"),
    ]) {
      const { links }: { links: Record<string, { href: string }> } = JSON.parse(answer.text);
      expect(Object.keys(links)).toContain("next");
      expect(Object.values(links).map(({ href }) => new URL(href).host)).toEqual(
        Object.keys(links).map(() => "foo.example"),
      );
    }
  });

  it("one tenant bare instead of in the envelope of the list", async () => {
    const { tenant, atOrganization } = await start({ singleTenant: "bare" });
    const body = bodyFrom(await atOrganization(`${TENANTS}/${tenant.id}`));
    expect([body.id, "data" in body]).toEqual([tenant.id, false]);
  });

  it("an empty address at the end of every list", async () => {
    const { atTenant, atOrganization } = await start({ endOfList: "null-href" });
    const answers = [await atOrganization(`${TENANTS}?limit=100`), await atTenant("/api/v1/users?limit=100")];
    for (const answer of answers) expect(bodyFrom(answer).links).toMatchObject({ next: { href: null } });
  });

  it.each([
    ["documented", "404", 404],
    ["text", "404", "404"],
    ["number", 404, 404],
    ["absent", undefined, undefined],
  ] as const)("the status inside errors (%s)", async (errorStatus, ofTenants, ofUsers) => {
    const { atTenant } = await start({ errorStatus });
    const errors = [
      errorFrom(await atTenant("/api/v1/tenants/unknown")),
      errorFrom(await atTenant("/api/v1/users/unknown")),
    ];
    expect(errors.map(({ status }) => status)).toEqual([ofTenants, ofUsers]);
    expect(errors.map(({ code }) => code)).toEqual(["TENANTS-8", "USERS-7"]);
  });

  it("a token answer without expires_in", async () => {
    const { running, tenant } = await start({ expiresIn: "absent" });
    const answer = await running.exchange(tenant.host, tenant.client);
    expectDocumented("oauth", "POST /oauth/token", answer);
    expect(Object.keys(bodyFrom(answer))).not.toContain("expires_in");
    expect(bodyFrom(answer)).toHaveProperty("expires_at");
  });

  it.each([
    ["mixed", false, true],
    ["relative", false, false],
    ["absolute", true, true],
  ] as const)("where me redirects to (%s)", async (meRedirects, tenantIsAbsolute, userIsAbsolute) => {
    const { tenant, atTenant } = await start({ meRedirects });
    for (const [api, isAbsolute] of [
      ["tenants", tenantIsAbsolute],
      ["users", userIsAbsolute],
    ] as const) {
      const { headers } = await atTenant(`/api/v1/${api}/me`);
      expect(String(headers.location).startsWith(`https://${tenant.host}/api/v1/${api}/`)).toBe(isAbsolute);
      expect(String(headers.location).startsWith(`/api/v1/${api}/`)).toBe(!isAbsolute);
    }
  });

  it("how many tokens a user may have before an exchange is forbidden", async () => {
    const { running, tenant } = await start({ oauthTokensPerUser: 2 });
    expect((await running.exchange(tenant.host, tenant.client)).status).toBe(200);
    const refused = await running.exchange(tenant.host, tenant.client);
    expect(refused.status).toBe(403);
    expectDocumented("oauth", "POST /oauth/token", refused);
    await running.control("PATCH", "/settings", { oauthTokensPerUser: null });
    expect((await running.exchange(tenant.host, tenant.client)).status).toBe(200);
  });

  it("all of it while the sandbox runs, until it is reset", async () => {
    const { running, tenant, atOrganization } = await start({});
    const one = async () => rowsFrom(await atOrganization(`${TENANTS}/${tenant.id}`)).length;
    await running.control("PATCH", "/settings", { singleTenant: "bare" });
    expect(await one()).toBe(0);
    expect((await running.control("PATCH", "/settings", { singleTenant: "boxed" })).status).toBe(400);
    expect((await running.control("PATCH", "/settings", { rateLimits: { reeds: 5 } })).status).toBe(400);
    await running.control("POST", "/reset");
    expect(bodyFrom(await running.control("GET", "/settings")).singleTenant).toBe("list");
  });
});

describe("versions of the API", () => {
  it("warn a caller that does not say which version it knows, and no other", async () => {
    const { running, tenant, atTenant } = await start({});
    const bearer = await running.bearer(tenant.host, tenant.client);
    const path = `/api/v1/tenants/${tenant.id}`;
    const warned = await atTenant(path);
    expect(warned.headers.deprecation).toMatch(/^@\d+$/);
    expect(warned.headers.sunset).toMatch(/GMT$/);
    for (const version of ["latest", "2026-11"]) {
      const headers = { "qlik-api-version": version };
      const answer = await running.call({ host: tenant.host, path, bearer, headers });
      expect([answer.status, answer.headers.deprecation]).toEqual([200, undefined]);
    }
  });
});
