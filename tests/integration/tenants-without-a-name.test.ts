import { expect, test } from "vitest";
import type { AuditEvent } from "@/lib/contracts/audit-events";
import type { CredentialList } from "@/lib/contracts/credential-list";
import type { FleetTokenList } from "@/lib/contracts/fleet-tokens";
import type { RevocationDetail, RevocationItem } from "@/lib/contracts/revocations";
import type { SearchResult } from "@/lib/contracts/search";
import type { TenantList } from "@/lib/contracts/tenants";
import { connectOrganization, connectTenant, consoleForTest } from "@/tests/support/console";

test("a tenant without a name is called by its hostname in lists, files, reports and the audit log", async () => {
  const opened = await consoleForTest({ tenants: 3 });
  const tenant = opened.sandbox.tenant(0);
  const hostname = String(tenant.hostnames[0]);
  opened.sandbox.state.estate.changeTenant(tenant.id, { name: null });
  await connectOrganization(opened);
  await connectTenant(opened, tenant);
  await opened.call("POST", "/api/token-inventory/sync", { body: {} });
  await opened.runtime.services.tokenInventory.settled();
  const get = async <Body>(path: string) => {
    const answer = await opened.call("GET", path);
    if (answer.status !== 200) throw new Error(answer.text);
    return answer.json<Body>();
  };
  const tenants = (await get<TenantList>("/api/tenants")).data;
  expect(tenants.find(({ id }) => id === tenant.id)?.name).toBe(hostname);
  // In the order in which it is read, not after all others.
  const names = tenants.map(({ name }) => name.toLowerCase());
  expect(names).toEqual([...names].sort());
  expect((await get<SearchResult>(`/api/search?q=${hostname}`)).tenants[0]?.name).toBe(hostname);
  const credentials = (await get<CredentialList>("/api/credentials")).data;
  expect(credentials.find(({ tenantId }) => tenantId === tenant.id)?.name).toBe(hostname);
  const tokens = (await get<FleetTokenList>("/api/oauth-tokens")).data;
  expect(new Set(tokens.map(({ tenantName }) => tenantName))).toEqual(new Set([hostname]));
  expect((await opened.call("GET", "/api/tenants/export?format=csv&columns=name")).text).toContain(hostname);

  // Not connected: nothing of it can be read, and it is still called by its name.
  const unreachable = opened.sandbox.tenant(1);
  const selection = {
    kind: "tokens",
    tokens: [
      {
        tenantId: tenant.id,
        tokenIds: tokens
          .filter(({ clientId }) => clientId !== tenant.client.clientId)
          .slice(0, 1)
          .map(({ id }) => id),
      },
      { tenantId: unreachable.id, tokenIds: ["one"] },
    ],
  };
  const created = await opened.call("POST", "/api/revocations", { body: { selection } });
  expect(created.status, created.text).toBe(201);
  const revocation = created.json<RevocationDetail>();
  expect(new Set(revocation.tenants.map(({ tenantName }) => tenantName))).toEqual(
    new Set([hostname, unreachable.name]),
  );
  // As older programs froze and wrote it.
  opened.sql(`UPDATE revocation_tenants SET "tenantName" = '' WHERE "tenantId" = '${tenant.id}'`);
  const items = (await get<{ data: RevocationItem[] }>(`/api/revocations/${revocation.id}/items`)).data;
  expect(items[0]?.tenantName).toBe(tenant.id);
  expect((await opened.call("GET", `/api/revocations/${revocation.id}/report?format=csv`)).text).toContain(
    `"${tenant.id}"`,
  );
  // When it was connected, the tenant itself said what it is called.
  const events = (await get<{ data: AuditEvent[] }>(`/api/audit-events?tenant=${tenant.id}`)).data.filter(
    ({ action }) => action !== "tenant.connect",
  );
  expect(events.length).toBeGreaterThan(0);
  expect(new Set(events.map(({ tenantName }) => tenantName))).toEqual(new Set([hostname]));
});
