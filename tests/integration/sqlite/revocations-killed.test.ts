/** @module-tag kills */
import { expect, test, vi } from "vitest";
import type { RevocationDetail } from "@/lib/contracts/revocations";
import { connectTenant, consoleForTest, type OpenConsole } from "@/tests/support/console";
import { killsOr, startKillable } from "@/tests/support/servers/killable";

/** `CASTELLAN_TEST_KILLS=50 CASTELLAN_TEST_TOKENS=2000` for a long look. */
const KILLS = killsOr(2);
const TOKENS = Number(process.env.CASTELLAN_TEST_TOKENS ?? 450);
/** One process may write 500 times before it has to wait for minutes; one that is slow may be followed by others. */
const WORKERS = Math.ceil(TOKENS / 450) + 2;
/** Longer than the lease: each waits first until that of the one before has run out. */
const KILLED_WITHIN_MS = 1000;
const LEASE_MS = 400;

const startWorking = ({ variables }: OpenConsole) =>
  startKillable("background-worker.ts", [String(LEASE_MS)], { ...variables, LOG_LEVEL: "error" });

test(
  "killed at any point, a revocation goes on by itself: every token ends revoked, none unaudited",
  async () => {
    const opened = await consoleForTest({ tenants: 2, tokensPerTenant: TOKENS });
    const tenant = opened.sandbox.tenant(0);
    await connectTenant(opened, tenant);
    opened.sandbox.state.settings.change({ latencyMs: 10, rateLimits: { writes: 1_000_000 } });
    const { contents, requestLog } = opened.sandbox.state;
    const wanted = contents
      .oauthTokensOf(tenant)
      .filter(({ clientId }) => clientId !== tenant.client.clientId)
      .map(({ id }) => id);
    requestLog.clear();
    const body = { selection: { kind: "tenant", tenantId: tenant.id } };
    const { id } = (await opened.call("POST", "/api/revocations", { body })).json<RevocationDetail>();
    const see = async () => (await opened.call("GET", `/api/revocations/${id}`)).json<RevocationDetail>();

    for (let kill = 0; kill < KILLS && (await see()).state === "running"; kill += 1) {
      const worker = await startWorking(opened);
      // One is killed at its work for certain; where the others are killed is left to chance.
      if (kill === 0)
        await vi.waitFor(async () => expect((await see()).counts.revoked).toBeGreaterThan(0), 20_000);
      await worker.killWithin(KILLED_WITHIN_MS);
    }
    for (let worked = 0; worked < WORKERS && (await see()).state === "running"; worked += 1) {
      const worker = await startWorking(opened);
      await vi
        .waitFor(async () => expect((await see()).state).toBe("finished"), { timeout: 30_000, interval: 100 })
        .catch(() => worker.kill());
    }
    expect((await see()).state).toBe("finished");

    const { counts } = await see();
    expect(counts).toMatchObject({ pending: 0, failed: 0, unknown: 0 });
    expect(counts.revoked + counts.alreadyGone).toBe(counts.total);
    const left = new Set(contents.oauthTokensOf(tenant).map(({ id: tokenId }) => tokenId));
    expect(wanted.filter((tokenId) => left.has(tokenId))).toEqual([]);

    // Whatever Qlik was asked to delete had been written down before.
    const asked = opened.sandbox
      .requests()
      .flatMap((line) => (line.startsWith("DELETE") ? [line.slice(line.lastIndexOf("/") + 1)] : []));
    const intended = new Set(
      opened
        .sql("SELECT objectId FROM audit_entries WHERE action = 'oauth-token.revoke' AND intentId IS NULL")
        .map((row) => String(row.objectId)),
    );
    expect(asked.filter((tokenId) => !intended.has(tokenId))).toEqual([]);
    // And every intent has its outcome.
    expect(
      opened.sql(
        "SELECT count(*) AS n FROM audit_entries i WHERE action = 'oauth-token.revoke' AND intentId IS NULL AND NOT EXISTS (SELECT 1 FROM audit_entries o WHERE o.intentId = i.id)",
      ),
    ).toEqual([{ n: 0 }]);
  },
  150_000 + KILLS * 6000,
);
