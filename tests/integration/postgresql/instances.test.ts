/** @module-tag store */
import { expect, test } from "vitest";
import { connectOrganization, consoleForTest } from "@/tests/support/console";
import { startKillable } from "@/tests/support/servers/killable";

// What an instance leaves of a revocation is finished by the other in tests/e2e/two-instances.spec.ts.

const LEASE_MS = 1500;
/** What a busy machine adds. */
const SLACK_MS = 10_000;
const TENANTS = 800;

test("an instance dies while it reads an organization's tenants, and the other reads them all as soon as the lease has run out", async () => {
  const opened = await consoleForTest({ tenants: TENANTS });
  const { sql, variables, sandbox } = opened;
  const id = await connectOrganization(opened);
  const look = () =>
    sql("SELECT syncOutcome AS outcome, syncTenantsRead AS tenants FROM organizations WHERE id = ?", id)[0];
  const whole = { outcome: "succeeded", tenants: TENANTS };
  await expect.poll(look, { timeout: SLACK_MS }).toEqual(whole);
  sandbox.state.settings.change({ latencyMs: 300 });
  sql("UPDATE organizations SET syncStartedAt = '2026-01-01', syncTenantsRead = 0");

  const start = () =>
    startKillable("background-worker.ts", [String(LEASE_MS)], { ...variables, LOG_LEVEL: "error" });
  const instances = await Promise.all([start(), start()]);
  const isInTheMiddle = () => look()?.outcome === "running" && Number(look()?.tenants) > 100;
  await expect.poll(isInTheMiddle, { timeout: SLACK_MS, interval: 20 }).toBe(true);
  const [lease] = sql("SELECT holder FROM leases WHERE name LIKE 'tenants of %'");
  const [, , pid] = String(lease?.holder).split("/");
  const atWork = instances.find((instance) => instance.pid === Number(pid));
  await atWork?.kill();
  expect(atWork, "one of the two has the lease").toBeDefined();
  expect(look()).toMatchObject({ outcome: "running" });
  await expect.poll(look, { timeout: LEASE_MS + SLACK_MS }).toEqual(whole);
}, 90_000);
