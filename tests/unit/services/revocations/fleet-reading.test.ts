import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { appError } from "@/lib/server/app-error";
import { readTenants } from "@/lib/server/services/revocations/fleet-reading";

const tenants = Array.from({ length: 100 }, (_, place) => ({
  tenantId: `t${place}`,
  tenantName: `Tenant ${place}`,
}));

test("what is wrong with who asks ends the reading of every tenant, also of those under way", async () => {
  const begun: AbortSignal[] = [];
  const reading = readTenants(tenants, async ({ tenantId }, signal) => {
    begun.push(signal);
    await sleep(5);
    if (tenantId === "t0") throw appError("forbidden", "You may not do this any more.");
    await sleep(20);
  });
  await expect(reading).rejects.toMatchObject({ code: "forbidden" });
  const then = begun.length;
  await sleep(60);
  expect(begun).toHaveLength(then);
  expect(begun.slice(1).every(({ aborted }) => aborted)).toBe(true);
});

test("a tenant that cannot be read is told with the others", async () => {
  const readings = await readTenants(tenants, async ({ tenantId }) => {
    if (tenantId === "t0") throw appError("upstream_failed", "It did not answer.");
    return tenantId;
  });
  expect(readings.filter((reading) => "failure" in reading).map(({ tenantId }) => tenantId)).toEqual(["t0"]);
  expect(readings).toHaveLength(tenants.length);
});
