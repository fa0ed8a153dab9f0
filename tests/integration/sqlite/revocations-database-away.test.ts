import { expect, test, vi } from "vitest";
import { revocationsForTests } from "@/tests/support/revocations";

const { now, create, deletions, finished, work, somebody } = revocationsForTests();

/** Longer than it takes until a revocation that was broken off is begun again. */
const SLOW_MS = 6000;

test("a database that is away when Qlik answers loses no answer, and nothing is sent twice", async () => {
  const { userId, ids } = somebody();
  const path = `/api/v1/oauth-tokens/${ids[0]}`;
  now.console.sandbox.state.faults.add({ method: "DELETE", path, delayMs: SLOW_MS });
  const { id } = await create({ kind: "user", tenantId: now.tenant.id, userId });
  // The answers to the others come while nothing can be written.
  now.console.sql(
    "CREATE TRIGGER away BEFORE UPDATE ON revocation_items WHEN NEW.state = 'revoked' BEGIN SELECT RAISE(ABORT, 'away'); END",
  );
  work();
  await vi.waitFor(() => expect(now.console.logged()).toContain("away"), { timeout: 10_000 });
  now.console.sql("DROP TRIGGER away");
  expect((await finished(id)).counts).toMatchObject({ revoked: ids.length, failed: 0 });
  expect(deletions()).toHaveLength(ids.length);
});
