import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { createSandbox, type SandboxOptions } from "@/lib/sandbox/server";
import { expectDocumented } from "@/tests/support/qlik-openapi/validate";
import { bodyFrom, ORGANIZATION_HOST, organizationAt, startSandbox, tenantAt } from "./harness";

const TOKENS = "/api/v1/oauth-tokens";
const SMALL = { windowSeconds: 10, reads: 5, writes: 3 };
const DOCUMENTS = path.resolve(import.meta.dirname, "../../support/qlik-openapi");

async function startSignedIn(options: SandboxOptions = {}) {
  const running = await startSandbox({ rateLimits: SMALL, ...options });
  const tenant = tenantAt(running, 0);
  const bearer = await running.bearer(tenant.host, tenant.client);
  const read = (as = bearer) => running.call({ host: tenant.host, path: TOKENS, bearer: as });
  const readAll = async (times: number) => {
    const statuses = [];
    for (let i = 0; i < times; i += 1) statuses.push((await read()).status);
    return statuses;
  };
  return { running, tenant, bearer, read, readAll };
}

describe("rate limits", () => {
  it("give every call the tier that the vendor's descriptions give it", () => {
    const { rateTierOf } = createSandbox().state;
    for (const api of ["oauth", "oauth-tokens", "users", "tenants", "org-core-tenants.from-docs"]) {
      const { paths }: { paths: Record<string, Record<string, { "x-qlik-tier"?: { tier: string } }>> } =
        JSON.parse(readFileSync(path.join(DOCUMENTS, `${api}.json`), "utf8"));
      for (const [route, operations] of Object.entries(paths)) {
        for (const [method, operation] of Object.entries(operations)) {
          const documented = operation["x-qlik-tier"]?.tier;
          if (documented)
            expect(rateTierOf(method.toUpperCase(), route), `${method} ${route}`).toBe(documented);
        }
      }
    }
  });

  it("refuse what is too much with 429, the documented body and the seconds to wait", async () => {
    const { read, readAll } = await startSignedIn();
    expect(await readAll(5)).toEqual([200, 200, 200, 200, 200]);
    const answer = await read();
    expect([answer.status, answer.headers["retry-after"]]).toEqual([429, "10"]);
    expectDocumented("oauth-tokens", `GET ${TOKENS}`, answer);
    expect(bodyFrom(answer)).toEqual({
      errors: [
        {
          code: "HTTP-429",
          title: "API rate limit reached.",
          detail: "You need to wait 10 seconds until limit is lifted.",
        },
      ],
    });
  });

  it("block the tier until the time is up, and count down", async () => {
    const { running, read, readAll } = await startSignedIn();
    await readAll(6);
    running.advance(7_500);
    expect((await read()).headers["retry-after"]).toBe("3");
    running.advance(2_499);
    expect((await read()).status).toBe(429);
    running.advance(1);
    expect((await read()).status).toBe(200);
  });

  it("block until the whole second that was named, although there is room a little earlier", async () => {
    const { running, read, readAll } = await startSignedIn();
    await readAll(5);
    running.advance(700);
    expect((await read()).headers["retry-after"]).toBe("10");
    running.advance(9_999);
    expect((await read()).status).toBe(429);
    running.advance(1);
    expect((await read()).status).toBe(200);
  });

  it("never let more pass in any interval of the window's length", async () => {
    const { running, readAll } = await startSignedIn();
    await readAll(2);
    running.advance(6_000);
    await readAll(3);
    running.advance(4_000);
    expect(await readAll(3)).toEqual([200, 200, 429]);
  });

  it("leave the other tier, the other tenant and the other client alone", async () => {
    const { running, tenant, bearer, read, readAll } = await startSignedIn();
    await readAll(6);
    const other = tenantAt(running, 1);
    const path = `${TOKENS}/unknown`;
    const write = await running.call({ host: tenant.host, path, method: "DELETE", bearer });
    const elsewhere = await running.call({
      host: other.host,
      path: TOKENS,
      bearer: await running.bearer(other.host, other.client),
    });
    if (!tenant.narrowClient) throw new Error("The first tenant has a narrow client.");
    const narrow = await read(await running.bearer(tenant.host, tenant.narrowClient));
    expect([write.status, elsewhere.status, narrow.status]).toEqual([404, 200, 200]);
  });

  it("take token exchanges and revocations out of one budget", async () => {
    const { running, tenant, bearer } = await startSignedIn();
    const revoke = () =>
      running.call({ host: tenant.host, path: `${TOKENS}/unknown`, method: "DELETE", bearer });
    expect([(await revoke()).status, (await revoke()).status]).toEqual([404, 404]);
    const exchange = await running.exchange(tenant.host, tenant.client);
    expect(exchange.status).toBe(429);
    expectDocumented("oauth", "POST /oauth/token", exchange);
    expect((await revoke()).status).toBe(429);
  });

  it("hold at the organization too", async () => {
    const running = await startSandbox({ rateLimits: SMALL });
    const bearer = await running.bearer(ORGANIZATION_HOST, organizationAt(running, 0).client);
    const statuses = [];
    for (let i = 0; i < 6; i += 1) {
      statuses.push(
        (await running.call({ host: ORGANIZATION_HOST, path: "/api/core/tenants", bearer })).status,
      );
    }
    expect(statuses).toEqual([200, 200, 200, 200, 200, 429]);
  });

  it("are Qlik's own when nothing else is said: 500 writes pass in five minutes and then no more", async () => {
    const running = await startSandbox();
    const { host, client } = tenantAt(running, 0);
    const bearer = await running.bearer(host, client);
    const revoke = () => running.call({ host, path: `${TOKENS}/unknown`, method: "DELETE", bearer });
    for (let i = 0; i < 499; i += 1) expect((await revoke()).status).toBe(404);
    const refused = await revoke();
    expect([refused.status, refused.headers["retry-after"]]).toEqual([429, "300"]);
  });

  it("are those of a small tenant too, half a user's for each user, all its clients together", async () => {
    const { running, tenant, bearer, read } = await startSignedIn({
      rateLimits: { ...SMALL, reads: 8, writes: 100, usersPerTenant: 1 },
    });
    if (!tenant.narrowClient) throw new Error("The first tenant has a narrow client.");
    const other = await running.bearer(tenant.host, tenant.narrowClient);
    const statuses = [];
    for (const as of [bearer, other, bearer, other, bearer, other]) statuses.push((await read(as)).status);
    expect(statuses).toEqual([200, 200, 200, 200, 429, 429]);
    expect((await running.exchange(tenant.host, tenant.client)).status).toBe(200);
    const organization = await running.bearer(ORGANIZATION_HOST, organizationAt(running, 0).client);
    for (let i = 0; i < 8; i += 1) {
      const answer = await running.call({
        ...{ host: ORGANIZATION_HOST, path: "/api/core/tenants" },
        bearer: organization,
      });
      expect(answer.status).toBe(200);
    }
    running.advance(10_000);
    expect((await read(other)).status).toBe(200);
  });

  it("can be lifted, and are back after a reset", async () => {
    const { running, tenant, readAll } = await startSignedIn();
    await running.control("PATCH", "/settings", { rateLimits: null });
    expect(new Set(await readAll(20))).toEqual(new Set([200]));
    await running.control("POST", "/reset");
    const { rateLimits } = bodyFrom(await running.control("GET", "/settings"));
    expect(rateLimits).toMatchObject(SMALL);
    expect((await running.exchange(tenant.host, tenant.client)).status).toBe(200);
  });

  it("ask for a wait in the caller's seconds when the sandbox's clock runs faster", async () => {
    const { running, read, readAll } = await startSignedIn();
    await running.control("PATCH", "/clock", { speed: 5 });
    await readAll(5);
    expect((await read()).headers["retry-after"]).toBe("2");
    running.advance(2_000);
    expect((await read()).status).toBe(200);
  });
});
