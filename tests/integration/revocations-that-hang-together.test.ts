import { expect, onTestFinished, test, vi } from "vitest";
import type { RevocationDetail } from "@/lib/contracts/revocations";
import { connectTenant, consoleForTest } from "@/tests/support/console";

/** As many as are worked in side by side. */
const SILENT = 16;
/** Longer than this test waits: what hangs, hangs. */
const NEVER_MS = 30_000;

test("as many tenants as are worked in at a time may hang: the others are done all the same", async () => {
  const opened = await consoleForTest({
    tenants: SILENT + 1,
    tokensPerTenant: 4,
    qlikDeadlineMs: NEVER_MS,
  });
  onTestFinished(() => {
    opened.sandbox.state.faults.clear();
    opened.sandbox.dropConnections();
  });
  const tenants = Array.from({ length: SILENT + 1 }, (_, place) => opened.sandbox.tenant(place));
  for (const tenant of tenants) await connectTenant(opened, tenant);
  const tokens = tenants.map((tenant) => ({
    tenantId: tenant.id,
    tokenIds: opened.sandbox.state.contents
      .oauthTokensOf(tenant)
      .flatMap(({ id, clientId }) => (clientId === tenant.client.clientId ? [] : id)),
  }));
  const body = { selection: { kind: "tokens", tokens } };
  const { id } = (
    await opened.call("POST", "/api/revocations", { as: "operator", body })
  ).json<RevocationDetail>();
  const ofTenants = async () =>
    (await opened.call("GET", `/api/revocations/${id}`)).json<RevocationDetail>().tenants;
  // The last of them is reached when those before it have their places.
  const order = (await ofTenants()).map(({ tenantId }) => tenantId);
  const last = order.at(-1) ?? "";
  for (const tenant of tenants)
    if (tenant.id !== last)
      opened.sandbox.state.faults.add({ host: tenant.hostname, path: "/api/v1/tenants/", hang: true });
  opened.runtime.startJobs();
  await vi.waitFor(
    () =>
      expect(opened.sql("SELECT count(*) AS n FROM revocation_tenants WHERE askedSince IS NOT NULL")).toEqual(
        [{ n: SILENT }],
      ),
    { timeout: 10_000 },
  );
  opened.advance(11_000);
  await vi.waitFor(
    async () => expect((await ofTenants()).find(({ tenantId }) => tenantId === last)?.counts.pending).toBe(0),
    { timeout: 10_000 },
  );
}, 60_000);
