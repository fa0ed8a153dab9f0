import { describe, expect, it } from "vitest";
import { expectDocumented } from "@/tests/support/qlik-openapi/validate";
import { bodyFrom, errorFrom, ORGANIZATION_HOST, organizationAt, startSandbox, tenantAt } from "./harness";

const HOUR = 3_600_000;

describe("token endpoint", () => {
  it("gives a tenant's client a token of six hours with the scope of the client", async () => {
    const running = await startSandbox();
    const tenant = tenantAt(running, 0);
    const answer = await running.exchange(tenant.host, tenant.client);
    expectDocumented("oauth", "POST /oauth/token", answer);
    expect(bodyFrom(answer)).toMatchObject({
      token_type: "bearer",
      expires_in: 21_600,
      expires_at: "2026-11-21T14:00:00.000Z",
      scope: "admin_classic",
    });
  });

  it("writes the token type of the organization with a capital letter", async () => {
    const running = await startSandbox();
    const answer = await running.exchange(ORGANIZATION_HOST, organizationAt(running, 0).client);
    expectDocumented("oauth", "POST /oauth/token", answer);
    expect(bodyFrom(answer)).toMatchObject({ token_type: "Bearer", scope: "cloud-console.tenants:read" });
  });

  it("takes a form as well as JSON", async () => {
    const running = await startSandbox();
    const { host, client } = tenantAt(running, 0);
    const answer = await running.call({
      host,
      path: "/oauth/token",
      method: "POST",
      form: {
        client_id: client.clientId,
        client_secret: client.clientSecret,
        grant_type: "client_credentials",
      },
    });
    expect(answer.status).toBe(200);
  });

  it("answers a wrong secret and an unknown client with 401", async () => {
    const running = await startSandbox();
    const { host, client } = tenantAt(running, 0);
    const wrongSecret = await running.exchange(host, { ...client, clientSecret: "f".repeat(64) });
    const unknown = await running.exchange(host, tenantAt(running, 1).client);
    for (const answer of [wrongSecret, unknown]) {
      expect(answer.status).toBe(401);
      expectDocumented("oauth", "POST /oauth/token", answer);
    }
  });

  it("refuses other grant types and missing members with 400", async () => {
    const running = await startSandbox();
    const { host, client } = tenantAt(running, 0);
    const base = { client_id: client.clientId, client_secret: client.clientSecret };
    for (const json of [
      { ...base, grant_type: "refresh_token" },
      base,
      { grant_type: "client_credentials" },
      [],
    ]) {
      const answer = await running.call({ host, path: "/oauth/token", method: "POST", json });
      expect(answer.status).toBe(400);
      expectDocumented("oauth", "POST /oauth/token", answer);
    }
  });

  it("refuses a scope that the client does not have", async () => {
    const running = await startSandbox();
    const { host, client } = tenantAt(running, 0);
    expect((await running.exchange(host, client, "admin_classic user_default")).status).toBe(400);
    expect((await running.exchange(host, client, "admin_classic")).status).toBe(200);
  });

  it("makes the bot user at the first exchange and a token row at each", async () => {
    const running = await startSandbox();
    const tenant = tenantAt(running, 0);
    const { contents } = running.sandbox.state;
    const usersBefore = contents.usersOf(tenant).length;
    const tokensBefore = contents.oauthTokensOf(tenant).length;
    await running.exchange(tenant.host, tenant.client);
    await running.exchange(tenant.host, tenant.client);
    const bots = contents.usersOf(tenant).filter(({ clientId }) => clientId === tenant.client.clientId);
    expect(contents.usersOf(tenant)).toHaveLength(usersBefore + 1);
    expect(bots).toMatchObject([{ subject: `qlikbot\\${tenant.client.clientId}`, email: null }]);
    expect(contents.oauthTokensOf(tenant)).toHaveLength(tokensBefore + 2);
  });

  it("leaves no bot user behind when the exchange fails", async () => {
    const running = await startSandbox();
    const tenant = tenantAt(running, 0);
    const before = running.sandbox.state.contents.usersOf(tenant).length;
    await running.exchange(tenant.host, { ...tenant.client, clientSecret: "wrong" });
    await running.exchange(tenant.host, tenant.client, "user_default");
    expect(running.sandbox.state.contents.usersOf(tenant)).toHaveLength(before);
  });
});

describe("access tokens", () => {
  it("are good at the host that issued them and nowhere else", async () => {
    const running = await startSandbox();
    const [one, other] = [tenantAt(running, 0), tenantAt(running, 1)];
    const bearer = await running.bearer(one.host, one.client);
    const path = "/api/v1/oauth-tokens";
    expect((await running.call({ host: one.host, path, bearer })).status).toBe(200);
    expect((await running.call({ host: other.host, path, bearer })).status).toBe(401);
    const atConsole = { host: ORGANIZATION_HOST, path: "/api/core/tenants", bearer };
    expect((await running.call(atConsole)).status).toBe(401);
    const ofOrganization = await running.bearer(ORGANIZATION_HOST, organizationAt(running, 0).client);
    expect((await running.call({ host: one.host, path, bearer: ofOrganization })).status).toBe(401);
  });

  it("are good at every hostname of their tenant, in any case", async () => {
    const running = await startSandbox();
    const tenant = tenantAt(running, 0);
    const alias = tenant.hostnames[1] ?? "";
    const bearer = await running.bearer(tenant.host, tenant.client);
    const answer = await running.call({ host: alias.toUpperCase(), path: "/api/v1/oauth-tokens", bearer });
    expect(answer.status).toBe(200);
  });

  it("end after six hours, and their rows with them", async () => {
    const running = await startSandbox();
    const tenant = tenantAt(running, 0);
    const bearer = await running.bearer(tenant.host, tenant.client);
    const before = running.sandbox.state.contents.oauthTokensOf(tenant).length;
    running.advance(6 * HOUR);
    expect((await running.call({ host: tenant.host, path: "/api/v1/oauth-tokens", bearer })).status).toBe(
      401,
    );
    expect(running.sandbox.state.contents.oauthTokensOf(tenant)).toHaveLength(before - 1);
  });

  it("can be given up at the revocation endpoint of their own host", async () => {
    const running = await startSandbox();
    const [tenant, other] = [tenantAt(running, 0), tenantAt(running, 1)];
    const bearer = await running.bearer(tenant.host, tenant.client);
    const revoke = (host: string) =>
      running.call({ host, path: "/oauth/revoke", method: "POST", form: { token: bearer } });
    const use = () => running.call({ host: tenant.host, path: "/api/v1/oauth-tokens", bearer });
    await revoke(other.host);
    expect((await use()).status).toBe(200);
    const answer = await revoke(tenant.host);
    expect(answer.status).toBe(200);
    expectDocumented("oauth", "POST /oauth/revoke", answer);
    expect((await use()).status).toBe(401);
  });

  it("must be named to be given up", async () => {
    const running = await startSandbox();
    const { host } = tenantAt(running, 0);
    const answer = await running.call({ host, path: "/oauth/revoke", method: "POST", json: {} });
    expect(answer.status).toBe(400);
    expectDocumented("oauth", "POST /oauth/revoke", answer);
  });
});

describe("hosts", () => {
  it("answers LOGIN-2 where no tenant lives", async () => {
    const running = await startSandbox();
    const answer = await running.exchange("nobody.eu.qlikcloud.com", tenantAt(running, 0).client);
    expect(answer.status).toBe(401);
    expect(bodyFrom(answer)).toEqual({
      errors: [{ code: "LOGIN-2", title: "No authentication configured for this hostname", status: "401" }],
    });
  });

  it.each(["deactivated", "disabled"])(
    "answers for a %s tenant with 401 and two different codes",
    async (status) => {
      const running = await startSandbox();
      const tenant = tenantAt(running, 0);
      const bearer = await running.bearer(tenant.host, tenant.client);
      await running.control("PATCH", `/tenants/${tenant.id}`, { status });
      const exchange = await running.exchange(tenant.host, tenant.client);
      const call = await running.call({ host: tenant.host, path: "/api/v1/oauth-tokens", bearer });
      expect([exchange.status, call.status]).toEqual([401, 401]);
      expect(errorFrom(exchange)).toMatchObject({ code: "TENANT_DEACTIVATED", status: "401" });
      expect(errorFrom(call)).toMatchObject({ code: "TENANT_DISABLED", status: "401" });
      expect(bodyFrom(call)).toHaveProperty("traceId");
    },
  );
});
