import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import type { Page } from "@playwright/test";
import { Client } from "pg";
import type { RevocationDetail } from "@/lib/contracts/revocations";
import { canRunPostgresql } from "@/scripts/lib/postgresql-programs.js";
import { startPostgresql } from "@/tests/support/postgresql/server";
import { type Balancer, startBalancer } from "@/tests/support/servers/balancer";
import { type RunningConsole, startConsole } from "@/tests/support/servers/console";
import { test as base, expect } from "./fixtures";
import { accountOf } from "./support/accounts";
import { signIn } from "./support/forms";
import { takenOver, visit } from "./support/visit";

const STARTS_WITHIN_MS = 120_000;
/** A lease of lib/server/jobs/leases.ts, the next look for what somebody has left, and a slow machine. */
const TAKEN_OVER_WITHIN_MS = 30_000 + 3000 + 12_000;
const TOKENS = 300;

type Instances = {
  readonly balancer: Balancer;
  readonly one: RunningConsole;
  readonly other: RunningConsole;
  /** Asks the database that they share. */
  readonly query: (text: string) => Promise<readonly Record<string, unknown>[]>;
};

/** Two consoles that started at once on one empty database, behind one address; and no other console. */
const test = base.extend<{ instances: Instances }>({
  instances: [
    async ({ sandbox }, use) => {
      const postgresql = await startPostgresql();
      const folder = await mkdtemp(path.join(os.tmpdir(), "castellan-instances-"));
      const balancer = await startBalancer();
      const { email, password } = accountOf("admin");
      const start = (name: string) =>
        startConsole({
          dataDir: path.join(folder, name),
          connectTo: new URL(sandbox.origin).host,
          env: {
            DATABASE_URL: postgresql.url,
            PUBLIC_URL: balancer.origin,
            CASTELLAN_ENCRYPTION_KEY: key,
            CASTELLAN_ADMIN_EMAIL: email,
            CASTELLAN_ADMIN_PASSWORD: password,
          },
        });
      const key = randomBytes(32).toString("base64");
      const [one, other] = await Promise.all([start("one"), start("other")]);
      const client = new Client({ connectionString: postgresql.url });
      await client.connect();
      const query = async (text: string) => (await client.query<Record<string, unknown>>(text)).rows;
      await use({ balancer, one, other, query });
      await client.end();
      await Promise.all([one.stop(), other.stop()]);
      await balancer.close();
      await postgresql.stop();
      await rm(folder, { recursive: true, force: true });
    },
    { timeout: STARTS_WITHIN_MS },
  ],
  baseURL: async ({ instances }, use) => use(instances.balancer.origin),
  signedInAs: null,
  // Of what was under way at the instance that died.
  expectedComplaints: /Failed to load resource: net::ERR_/,
});
test.use({ sandboxSize: { tenants: 2, tokensPerTenant: TOKENS } });
// biome-ignore lint/suspicious/noSkippedTests: where PostgreSQL cannot run at all, as npm test says of its own steps.
test.skip(!canRunPostgresql(), "There is no PostgreSQL for this machine.");

async function post<Answer>(page: Page, address: string, data: object): Promise<Answer> {
  const { origin } = new URL(page.url());
  const answer = await page.request.post(address, { data, headers: { origin } });
  expect(answer.ok(), await answer.text()).toBe(true);
  return (await answer.json()) as Answer;
}

test("two instances are one console: signed in at one is signed in at the other, and what one leaves when it dies the other finishes", {
  tag: "@night",
}, async ({ page, sandbox: { control }, instances: { balancer, one, other, query } }) => {
  test.setTimeout(STARTS_WITHIN_MS + TAKEN_OVER_WITHIN_MS);
  expect(
    await query(
      `SELECT (SELECT count(*) FROM installation)::int AS installations, (SELECT count(*) FROM people)::int AS people,
        (SELECT count(*) FROM data_keys WHERE purpose = 'secrets')::int AS keys, (SELECT count(*) FROM data_keys)::int AS all_keys`,
    ),
  ).toEqual([{ installations: 1, people: 1, keys: 1, all_keys: 2 }]);

  balancer.sendTo(one.port);
  await visit(page, "/sign-in");
  await signIn(page, accountOf("admin"));
  await expect(page.getByRole("heading", { name: "Welcome to Castellan" })).toBeVisible();

  balancer.sendTo(other.port);
  const [tenant] = (await control.credentials()).tenants;
  if (!tenant) throw new Error("The sandbox has no tenant.");
  const { tenantId, hostname, clientId, clientSecret } = tenant;
  await post(page, "/api/tenants", { hostname, clientId, clientSecret });
  await control.changeSettings({ latencyMs: 200 });
  const selection = { kind: "tenant", tenantId };
  const { id } = await post<RevocationDetail>(page, "/api/revocations", { selection });
  const look = async () =>
    (await (await page.request.get(`/api/revocations/${id}`)).json()) as RevocationDetail;
  await page.goto(`/revocations/${id}`);
  await takenOver(page);
  await expect.poll(async () => (await look()).counts.revoked, { intervals: [100] }).toBeGreaterThan(30);

  await other.kill();
  const diedAt = Date.now();
  balancer.sendTo(one.port);
  const left = await look();
  expect(left).toMatchObject({ state: "running", counts: { failed: 0, unknown: 0 } });
  expect(left.counts.pending).toBeGreaterThan(50);
  await expect
    .poll(async () => (await look()).counts.pending, { timeout: TAKEN_OVER_WITHIN_MS })
    .toBeLessThan(left.counts.pending);
  expect(Date.now() - diedAt).toBeLessThan(TAKEN_OVER_WITHIN_MS);
  await expect(page.getByText("Finished", { exact: true })).toBeVisible({ timeout: 30_000 });

  const { counts } = await look();
  expect(counts).toMatchObject({ total: left.counts.total, pending: 0, failed: 0, unknown: 0 });
  expect(counts.revoked + counts.alreadyGone).toBe(counts.total);
  // Only the console's own are left.
  const holders = (await control.tokens(tenantId)).map((token) => token.clientId);
  expect(new Set(holders)).toEqual(new Set([clientId]));
  // Whatever was sent was written down before, and how it ended after.
  expect(
    await query(
      `SELECT count(*)::int AS n FROM audit_entries i WHERE action = 'oauth-token.revoke' AND "intentId" IS NULL
        AND NOT EXISTS (SELECT 1 FROM audit_entries o WHERE o."intentId" = i.id)`,
    ),
  ).toEqual([{ n: 0 }]);
});
