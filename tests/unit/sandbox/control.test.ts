import { describe, expect, it } from "vitest";
import {
  bodyFrom,
  errorFrom,
  ORGANIZATION_HOST,
  organizationAt,
  rowsFrom,
  startSandbox,
  tenantAt,
} from "./harness";

const TOKENS = "/api/v1/oauth-tokens";

describe("control API", () => {
  it("hands out credentials that work", async () => {
    const running = await startSandbox();
    const credentials: {
      organizations: { name: string; clientId: string; clientSecret: string; scopes: string[] }[];
      tenants: { name: string | null; hostname: string; clientId: string; clientSecret: string }[];
    } = JSON.parse((await running.control("GET", "/credentials")).text);
    expect(credentials.organizations.map(({ name }) => name)).toEqual([
      "Northwind Analytics",
      "Blue Harbor Group",
    ]);
    expect(credentials.tenants).toHaveLength(12 + 5 + 1);
    for (const organization of credentials.organizations) {
      expect((await running.exchange(ORGANIZATION_HOST, organization)).status).toBe(200);
    }
    for (const tenant of credentials.tenants) {
      expect((await running.exchange(tenant.hostname, tenant)).status, tenant.hostname).toBe(200);
    }
  });

  it("cannot be reached by the name of a Qlik host or of anybody else", async () => {
    const running = await startSandbox();
    for (const host of [
      ORGANIZATION_HOST,
      tenantAt(running, 0).host,
      "attacker.example",
      "localhost.attacker.example",
    ]) {
      const answer = await running.call({ host, path: "/__sandbox/credentials" });
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(answer.text).not.toContain(tenantAt(running, 0).client.clientSecret);
      const reset = await running.call({ host, path: "/__sandbox/reset", method: "POST" });
      expect(reset.status).toBeGreaterThanOrEqual(400);
    }
  });

  it("serves no Qlik API on a loopback name", async () => {
    const running = await startSandbox();
    const answer = await running.call({ host: `localhost:${running.port}`, path: TOKENS });
    expect(answer.status).toBe(404);
  });

  it("shows what exists now, without pages", async () => {
    const running = await startSandbox();
    const tenant = tenantAt(running, 0);
    const all = rowsFrom(await running.control("GET", `/tenants/${tenant.id}/oauth-tokens`));
    const id = String(all[0]?.id);
    const one = `/tenants/${tenant.id}/oauth-tokens/${id}`;
    expect(all.length).toBeGreaterThan(20);
    expect(rowsFrom(await running.control("GET", `/tenants/${tenant.id}/users`)).length).toBeGreaterThan(30);
    expect((await running.control("GET", one)).status).toBe(200);
    const bearer = await running.bearer(tenant.host, tenant.client);
    await running.call({ host: tenant.host, path: `${TOKENS}/${id}`, method: "DELETE", bearer });
    expect((await running.control("GET", one)).status).toBe(404);
    expect((await running.control("GET", "/tenants/unknown/users")).status).toBe(404);
  });
});

describe("changing a tenant", () => {
  it("shows its new name, status and deletion date at the organization", async () => {
    const running = await startSandbox();
    const { id } = tenantAt(running, 0);
    const change = { name: "Renamed", status: "disabled", deletionStartsAt: "2026-12-24T00:00:00.000Z" };
    expect((await running.control("PATCH", `/tenants/${id}`, change)).status).toBe(200);
    const bearer = await running.bearer(ORGANIZATION_HOST, organizationAt(running, 0).client);
    const answer = await running.call({ host: ORGANIZATION_HOST, path: `/api/core/tenants/${id}`, bearer });
    expect(rowsFrom(answer)).toMatchObject([change]);
  });

  it("makes a released hostname lead nowhere, until another tenant takes it", async () => {
    const running = await startSandbox();
    const [one, other] = [tenantAt(running, 0), tenantAt(running, 1)];
    const alias = one.hostnames[1] ?? "";
    const take = () =>
      running.control("PATCH", `/tenants/${other.id}`, { hostnames: [...other.hostnames, alias] });
    expect((await take()).status).toBe(409);
    await running.control("PATCH", `/tenants/${one.id}`, { hostnames: [one.host] });
    expect(errorFrom(await running.exchange(alias, one.client)).code).toBe("LOGIN-2");
    expect((await take()).status).toBe(200);
    expect((await running.exchange(alias, other.client)).status).toBe(200);
    expect((await running.exchange(alias, one.client)).status).toBe(401);
  });

  it("ends what the old secret gave, when the secret changes", async () => {
    const running = await startSandbox();
    const tenant = tenantAt(running, 0);
    const { id, host, client } = tenant;
    const { contents } = running.sandbox.state;
    const rowsBefore = contents.oauthTokensOf(tenant).length;
    const bearer = await running.bearer(host, client);
    const clientSecret = "a".repeat(64);
    await running.control("PATCH", `/tenants/${id}`, { clientSecret });
    expect(contents.oauthTokensOf(tenant)).toHaveLength(rowsBefore);
    expect((await running.call({ host, path: TOKENS, bearer })).status).toBe(401);
    expect((await running.exchange(host, client)).status).toBe(401);
    expect((await running.exchange(host, { ...client, clientSecret })).status).toBe(200);
  });

  it("says what it does not understand", async () => {
    const running = await startSandbox();
    const { id } = tenantAt(running, 0);
    for (const body of [{ status: "sleepy" }, { colour: "red" }, { hostnames: [] }, []]) {
      expect((await running.control("PATCH", `/tenants/${id}`, body)).status).toBe(400);
    }
  });
});

describe("faults", () => {
  it("answer as told, so many times, and only where they apply", async () => {
    const running = await startSandbox();
    const [one, other] = [tenantAt(running, 0), tenantAt(running, 1)];
    const bearer = await running.bearer(one.host, one.client);
    const fault = {
      host: one.host,
      method: "GET",
      path: TOKENS,
      times: 2,
      status: 429,
      headers: { "retry-after": "13" },
      body: { errors: [{ code: "HTTP-429", title: "API rate limit reached." }] },
    };
    expect((await running.control("POST", "/faults", fault)).status).toBe(201);
    const list = () => running.call({ host: one.host, path: TOKENS, bearer });
    expect((await running.exchange(one.host, one.client)).status).toBe(200);
    expect((await running.exchange(other.host, other.client)).status).toBe(200);
    const first = await list();
    expect([first.status, first.headers["retry-after"], errorFrom(first).code]).toEqual([
      429,
      "13",
      "HTTP-429",
    ]);
    expect([(await list()).status, (await list()).status]).toEqual([429, 200]);
  });

  it("last until they are cleared when no number is given", async () => {
    const running = await startSandbox();
    const { host, client } = tenantAt(running, 0);
    await running.control("POST", "/faults", { status: 503, body: "<h1>Sorry</h1>" });
    for (let i = 0; i < 3; i += 1) expect((await running.exchange(host, client)).status).toBe(503);
    expect((await running.control("GET", "/credentials")).status).toBe(200);
    await running.control("DELETE", "/faults");
    expect((await running.exchange(host, client)).status).toBe(200);
  });

  it("can hang until the caller gives up", async () => {
    const running = await startSandbox();
    const { host } = tenantAt(running, 0);
    await running.control("POST", "/faults", { hang: true, times: 1 });
    const signal = AbortSignal.timeout(150);
    await expect(running.call({ host, path: TOKENS, signal })).rejects.toThrow();
    expect((await running.call({ host, path: TOKENS })).status).toBe(401);
  });

  it("can delay an answer that is right otherwise", async () => {
    const running = await startSandbox();
    const { host, client } = tenantAt(running, 0);
    await running.control("POST", "/faults", { delayMs: 120, times: 1 });
    const before = performance.now();
    expect((await running.exchange(host, client)).status).toBe(200);
    expect(performance.now() - before).toBeGreaterThan(110);
  });

  it("with a misspelt member are refused", async () => {
    const running = await startSandbox();
    expect((await running.control("POST", "/faults", { staus: 500 })).status).toBe(400);
  });
});

describe("log of requests", () => {
  it("names every request to a Qlik host with its status, and no secret", async () => {
    const running = await startSandbox();
    const { host, client } = tenantAt(running, 0);
    const bearer = await running.bearer(host, client);
    await running.call({ host, path: `${TOKENS}?limit=5`, bearer });
    const answer = await running.control("GET", "/requests");
    expect(rowsFrom(answer)).toEqual([
      { method: "POST", host, path: "/oauth/token", query: "", status: 200 },
      { method: "GET", host, path: TOKENS, query: "?limit=5", status: 200 },
    ]);
    for (const secret of [bearer, client.clientSecret]) expect(answer.text).not.toContain(secret);
    await running.control("DELETE", "/requests");
    expect(rowsFrom(await running.control("GET", "/requests"))).toEqual([]);
  });
});

describe("reset", () => {
  it("brings everything back to the start", async () => {
    const running = await startSandbox();
    const { id, host, client } = tenantAt(running, 0);
    const contents = async () => (await running.control("GET", `/tenants/${id}/oauth-tokens`)).text;
    const before = [await contents(), (await running.control("GET", "/credentials")).text];
    const bearer = await running.bearer(host, client);
    const [token] = rowsFrom(await running.call({ host, path: TOKENS, bearer }));
    await running.call({ host, path: `${TOKENS}/${token?.id}`, method: "DELETE", bearer });
    await running.control("PATCH", `/tenants/${id}`, { name: "Renamed", clientSecret: "changed" });
    await running.control("POST", "/faults", { status: 500 });
    expect((await running.control("POST", "/reset")).status).toBe(204);
    expect([await contents(), (await running.control("GET", "/credentials")).text]).toEqual(before);
    expect(rowsFrom(await running.control("GET", "/requests"))).toEqual([]);
    const after = await running.call({ host, path: TOKENS, bearer });
    expect([after.status, bodyFrom(after)]).toMatchObject([401, { errors: [{ code: "HTTP-401" }] }]);
  });
});
