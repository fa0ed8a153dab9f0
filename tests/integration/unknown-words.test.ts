import { expect, test } from "vitest";
import type { TenantList } from "@/lib/contracts/tenants";
import { connectOrganization, consoleForTest } from "@/tests/support/console";

const tenant = {
  id: "strange",
  name: "Strange",
  createdAt: "2026-01-01T00:00:00Z",
  updatedAt: "2026-01-01T00:00:00Z",
  hostnames: ["strange.zz.qlikcloud.com"],
  status: "hibernating-for-now",
  regionCode: "moon-north-1",
  countryCode: "ZZ",
  constellation: "a member that nobody knows",
};

test("statuses, regions and countries that nobody knows yet are kept, filtered and exported as they are", async () => {
  const opened = await consoleForTest({ tenants: 1 });
  const body = {
    data: [tenant],
    links: { self: { href: "https://console.qlikcloud.com/api/core/tenants" } },
  };
  opened.sandbox.state.faults.add({ path: "/api/core/tenants", status: 200, body });
  await connectOrganization(opened);
  const list = async (query: string) =>
    (await opened.call("GET", `/api/tenants?${query}`)).json<TenantList>();
  const whole = await list("");
  expect(whole.data[0]).toMatchObject({
    status: "hibernating-for-now",
    regionCode: "moon-north-1",
    countryCode: "ZZ",
  });
  expect(whole.facets).toMatchObject({
    status: [{ value: "hibernating-for-now", count: 1 }],
    region: [{ value: "moon-north-1", count: 1 }],
    country: [{ value: "ZZ", count: 1 }],
  });
  for (const query of ["status=hibernating-for-now", "region=moon-north-1", "country=ZZ"])
    expect((await list(query)).total).toBe(1);
  const file = await opened.call("GET", "/api/tenants/export?columns=status,regionCode,countryCode");
  expect(file.text).toContain('"hibernating-for-now","moon-north-1","ZZ"');
});
