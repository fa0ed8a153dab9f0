import { describe, expect, it } from "vitest";
import { expectDocumented } from "@/tests/support/qlik-openapi/validate";
import { bodyFrom, errorFrom, startSandbox, tenantAt } from "./harness";

describe("the tenant about itself", () => {
  it("redirects from me to its own id with 302 and HTML", async () => {
    const running = await startSandbox();
    const { host, client, id } = tenantAt(running, 0);
    const bearer = await running.bearer(host, client);
    const answer = await running.call({ host, path: "/api/v1/tenants/me", bearer });
    expectDocumented("tenants", "GET /api/v1/tenants/me", answer);
    expect(answer.status).toBe(302);
    expect(answer.headers.location).toBe(`/api/v1/tenants/${id}`);
  });

  it("shows its id, hostnames and region", async () => {
    const running = await startSandbox();
    const { host, hostnames, client, id } = tenantAt(running, 0);
    const bearer = await running.bearer(host, client);
    const answer = await running.call({ host, path: `/api/v1/tenants/${id}`, bearer });
    expectDocumented("tenants", "GET /api/v1/tenants/{tenantId}", answer);
    expect(bodyFrom(answer)).toMatchObject({ id, hostnames, region: "eu", status: "active" });
  });

  it("has a name even where the organization's list has none", async () => {
    const running = await startSandbox({ tenants: 13 });
    const { host, client, id, name } = tenantAt(running, 12);
    expect(name).toBeNull();
    const bearer = await running.bearer(host, client);
    const answer = await running.call({ host, path: `/api/v1/tenants/${id}`, bearer });
    expectDocumented("tenants", "GET /api/v1/tenants/{tenantId}", answer);
    expect(bodyFrom(answer).name).toBe(host.split(".")[0]);
  });

  it("knows no other tenant", async () => {
    const running = await startSandbox();
    const { host, client } = tenantAt(running, 0);
    const bearer = await running.bearer(host, client);
    const answer = await running.call({ host, path: `/api/v1/tenants/${tenantAt(running, 1).id}`, bearer });
    expectDocumented("tenants", "GET /api/v1/tenants/{tenantId}", answer);
    expect(answer.status).toBe(404);
    expect(errorFrom(answer)).toMatchObject({ code: "TENANTS-8", status: "404" });
  });

  it("says nothing without a token", async () => {
    const running = await startSandbox();
    const { host, id } = tenantAt(running, 0);
    const answer = await running.call({ host, path: `/api/v1/tenants/${id}` });
    expect(answer.status).toBe(401);
    expectDocumented("tenants", "GET /api/v1/tenants/{tenantId}", answer);
  });

  it("lives in the government's domain too", async () => {
    const running = await startSandbox();
    const { host, client, id } = tenantAt(running, -1);
    expect(host).toMatch(/\.us\.qlikcloudgov\.com$/);
    const bearer = await running.bearer(host, client);
    const answer = await running.call({ host, path: `/api/v1/tenants/${id}`, bearer });
    expectDocumented("tenants", "GET /api/v1/tenants/{tenantId}", answer);
  });
});
