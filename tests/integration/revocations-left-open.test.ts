import { expect, test, vi } from "vitest";
import { appError } from "@/lib/server/app-error";
import { createLog } from "@/lib/server/log";
import { createRuntime } from "@/lib/server/runtime";
import { revocationsForTests } from "@/tests/support/revocations";

const { now, stillThere, create, finished, work, somebody } = revocationsForTests();

const UNREACHABLE = () => appError("unavailable", "The console cannot reach its database.");

test.each([
  ["before the tenant is asked who it is", 0],
  ["after it", 1],
])("a database that is away for a moment, %s, fails no token", async (_, asked) => {
  const { userId, ids } = somebody();
  const { id } = await create({ kind: "user", tenantId: now.tenant.id, userId });
  const require = vi.spyOn(now.console.runtime.outward, "require");
  for (let time = 0; time < asked; time += 1) require.mockResolvedValueOnce(undefined);
  require.mockRejectedValueOnce(UNREACHABLE());
  work();
  expect((await finished(id)).counts).toMatchObject({ revoked: ids.length, failed: 0 });
  expect(require.mock.settledResults.map(({ type }) => type)).toContain("rejected");
  expect(stillThere(ids)).toEqual([]);
});

test("a console that is stopped while it asks who the tenant is leaves what was sent to the next start", async () => {
  const { userId, ids } = somebody();
  const { id } = await create({ kind: "user", tenantId: now.tenant.id, userId });
  const { sql, env, sandbox } = now.console;
  sql("UPDATE revocation_items SET state = 'sent' WHERE revocationId = ? AND tokenId = ?", id, ids[0] ?? "");
  sandbox.state.faults.add({ method: "GET", path: "/api/v1/tenants/", hang: true });
  const stopped = await createRuntime(env, { log: createLog("silent") });
  await stopped.startJobs();
  await vi.waitFor(() => expect(sandbox.requests().join()).toContain("/api/v1/tenants/"), {
    timeout: 15_000,
  });
  await stopped.close();
  expect(sql("SELECT DISTINCT state FROM revocation_items WHERE tokenId = ?", ids[0] ?? "")).toEqual([
    { state: "sent" },
  ]);
  sandbox.state.faults.clear();
  work();
  expect((await finished(id)).counts).toMatchObject({ revoked: ids.length, failed: 0, unknown: 0 });
});
