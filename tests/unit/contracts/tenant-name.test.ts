import { expect, test } from "vitest";
import { tenantNameOf } from "@/lib/contracts/tenant-name";

test("a tenant is called by its name, else by its first hostname, else by its id", () => {
  const hostnames = ["acme.eu.qlikcloud.com", "alias.eu.qlikcloud.com"];
  expect(tenantNameOf({ id: "t1", name: "Acme", hostnames })).toBe("Acme");
  expect(tenantNameOf({ id: "t1", name: "", hostnames })).toBe("acme.eu.qlikcloud.com");
  expect(tenantNameOf({ id: "t1", name: "  ", hostnames })).toBe("acme.eu.qlikcloud.com");
  for (const none of [undefined, [], [""]])
    expect(tenantNameOf({ id: "t1", name: "", ...(none ? { hostnames: none } : {}) })).toBe("t1");
});
