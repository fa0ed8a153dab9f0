/** @module-tag store */
import { expect, inject, onTestFinished, test } from "vitest";
import { change, consoleInUse, expectRecovery } from "@/tests/support/bad-luck";
import type { OpenConsole } from "@/tests/support/console";
import { newDatabase } from "@/tests/support/database";
import { startRelay } from "@/tests/support/postgresql/relay";

/** A console whose way to its database can be frozen and closed; what the test itself asks goes past that. */
async function behindRelay() {
  const { hostname, port } = new URL(inject("postgresqlUrl"));
  const relay = await startRelay({ host: hostname, port: Number(port) });
  const database = await newDatabase("");
  const url = new URL(String(database.variables.DATABASE_URL));
  url.port = String(relay.port);
  const opened = await consoleInUse({
    ...database,
    location: { kind: "postgresql", url: url.href },
    variables: { ...database.variables, DATABASE_URL: url.href },
  });
  onTestFinished(async () => {
    await database.remove();
    await relay.close().catch(() => undefined);
  });
  return { opened, relay };
}

const timed = async <T>(work: Promise<T>) => {
  const startedAt = performance.now();
  const value = await work;
  return { value, took: performance.now() - startedAt };
};

/** Health at once; every other call in words, and soon. */
async function expectEverythingTold({ call }: OpenConsole): Promise<void> {
  const health = await timed(call("GET", "/api/health/ready"));
  expect([health.value.status, health.value.text]).toEqual([503, expect.stringMatching(/database/)]);
  // 1.5 s and what a busy machine adds; before, 40 s.
  expect(health.took).toBeLessThan(5000);
  for (const address of ["/api/tenants", "/api/auth/csrf", "/api/auth/providers"]) {
    const { value, took } = await timed(call("GET", address));
    expect([address, value.status, value.text]).toEqual([
      address,
      503,
      expect.stringMatching(/"code":"unavailable".*cannot reach its database/),
    ]);
    expect(took).toBeLessThan(15_000);
  }
}

test("while PostgreSQL is silent every call is told so and none waits for it, and all goes on when it answers", async () => {
  const { opened, relay } = await behindRelay();
  expect((await change(opened)).status).toBe(200);
  relay.freeze();
  await expectEverythingTold(opened);
  relay.thaw();
  await expect
    .poll(async () => (await opened.call("GET", "/api/health/ready")).status, { timeout: 20_000 })
    .toBe(200);
  await expectRecovery(opened);
}, 90_000);

test("while PostgreSQL is away every call is told so, those of next-auth too", async () => {
  const { opened, relay } = await behindRelay();
  await relay.close();
  await expectEverythingTold(opened);
}, 60_000);
