/**
 * @module-tag kills
 * @module-tag store
 */
import fs from "node:fs";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { createSecret } from "@/lib/contracts/secret";
import { createLog } from "@/lib/server/log";
import { openVault } from "@/lib/server/open-vault";
import { restoreBackup } from "@/lib/server/restore";
import { createRuntime } from "@/lib/server/runtime";
import { readBackup } from "@/lib/server/store/sqlite/backup";
import { consoleForTest, envOf, keyOf, temporaryFolder } from "@/tests/support/console";
import { killsOr, startKillable } from "@/tests/support/servers/killable";

const KILLS = killsOr(2);
const SECRETS = 120;
const WITHIN_MS = 400;

const secretOf = (id: string) => `the secret of ${id}`;
const place = (record: string) => ({ table: "credentials", record, field: "sealedSecret" });

test(
  "killed at any point of a rotation and of a backup, no secret is lost and no half backup passes for a whole one",
  async () => {
    const { env, variables, store, sql } = await consoleForTest({ tenants: 1 });
    const { vault } = await openVault(store, env);
    for (let number = 0; number < SECRETS; number += 1) {
      const id = `credential-${number}`;
      sql(
        "INSERT INTO credentials (id, level, hostname, clientId, sealedSecret, secretFingerprint, secretSetAt) VALUES (?, 'tenant', 'h', 'c', ?, '0', '2026-01-01T00:00:00.000Z')",
        id,
        vault.seal(place(id), createSecret(secretOf(id))),
      );
    }
    const folder = path.join(env.dataDir, "backups");
    fs.mkdirSync(folder);
    const wholeBackups = () => fs.readdirSync(folder).filter((name) => name.endsWith(".db"));

    const expectEverySecret = async () => {
      const rows = sql("SELECT id, sealedSecret FROM credentials");
      expect(rows).toHaveLength(SECRETS);
      for (const { id, sealedSecret } of rows)
        expect((await vault.open(place(String(id)), String(sealedSecret))).reveal()).toBe(
          secretOf(String(id)),
        );
    };

    for (let kill = 0; kill < KILLS; kill += 1) {
      const worker = await startKillable("key-worker.ts", [`kill-${kill}`], variables);
      // One is whole for certain; what the others are killed in the middle of is left to chance.
      if (kill === 0) await expect.poll(wholeBackups, { timeout: 30_000, interval: 20 }).not.toEqual([]);
      await worker.killWithin(WITHIN_MS);
      await expectEverySecret();
    }

    // Each under its own name is whole; what was being made has another name.
    const whole = fs.readdirSync(folder).filter((name) => name.endsWith(".db"));
    expect(whole.length).toBeGreaterThan(0);
    for (const name of whole) {
      const read = readBackup(path.join(folder, name), path.join(folder, "copy"));
      expect(read).toMatchObject({ manifest: { counts: { credentials: SECRETS } } });
    }
    // The last one opens on another machine, with the key that was copied there; of whichever database it is.
    const elsewhere = envOf({
      DATA_DIR: temporaryFolder(),
      CASTELLAN_ENCRYPTION_KEY: keyOf(env),
    });
    const last = path.join(folder, whole.at(-1) ?? "");
    const report = await restoreBackup(elsewhere, last, {
      checkOnly: false,
      replace: false,
      now: new Date(),
    });
    expect(report).toMatchObject({ restored: true, secrets: SECRETS });

    // The next start goes on with what was cut off, as soon as the lease of the dead has run out.
    const runtime = await createRuntime(env, { log: createLog("silent") });
    onTestFinished(() => runtime.close());
    const keysThat = (question: string) => Number(sql(question)[0]?.keys);
    await expect
      .poll(
        async () => {
          await runtime.tendDataKeys();
          return {
            seal: keysThat("SELECT count(DISTINCT substr(sealedSecret, 1, 40)) AS keys FROM credentials"),
            // The dead may have made a new one and sealed nothing by it yet.
            areUnretired: keysThat(
              "SELECT count(*) AS keys FROM data_keys WHERE purpose = 'secrets' AND retiredAt IS NULL",
            ),
          };
        },
        { timeout: 20_000 },
      )
      .toEqual({ seal: 1, areUnretired: 1 });
    await expectEverySecret();
  },
  120_000 + KILLS * 20_000,
);
