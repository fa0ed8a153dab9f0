import { expect, test } from "vitest";
import { connectTenant, consoleForTest } from "@/tests/support/console";

test("lists with dates take days of a time zone, and tell what else they take", async () => {
  const opened = await consoleForTest({ tenants: 2 });
  await connectTenant(opened, opened.sandbox.tenant(0));
  const total = async (path: string) => (await opened.call("GET", path)).json<{ total: number }>().total;
  const day = new Date().toISOString().slice(0, 10);
  for (const [path, name] of [
    ["/api/tenants", "firstSeen"],
    ["/api/credentials", "age"],
    ["/api/audit-events", "when"],
  ]) {
    const all = await total(`${path}?`);
    expect(all).toBeGreaterThan(0);
    expect(await total(`${path}?${name}=${day}..%40UTC`)).toBe(all);
    expect(await total(`${path}?${name}=..2020-01-01%40Asia/Kathmandu`)).toBe(0);
    const wrong = await opened.call("GET", `${path}?${name}=2026-11-30..2026-11-01`);
    expect([wrong.status, wrong.problem().errors?.[0]?.path]).toEqual([400, `${name}.0`]);
  }
  expect((await opened.call("GET", "/api/oauth-tokens?lastUsed=last-month%40Europe/Berlin")).status).toBe(
    200,
  );
  expect(await total("/api/tenants?licenseEnds=2000-01-01..2000-01-02")).toBe(0);
});
