import { expect, test } from "vitest";
import type { FleetTokenList, TokenGroupList } from "@/lib/contracts/fleet-tokens";
import type { RevocationDetail } from "@/lib/contracts/revocations";
import type { SearchResult } from "@/lib/contracts/search";
import { NDJSON } from "@/lib/contracts/streams";
import { connectOrganization, connectTenant, consoleForTest } from "@/tests/support/console";

test("tenants of one name have their hostname beside it wherever one is chosen or recognized among others", async () => {
  const opened = await consoleForTest({ tenants: 3 });
  const [one, other, apart] = [0, 1, 2].map((index) => opened.sandbox.tenant(index));
  if (!one || !other || !apart) throw new Error("There is none.");
  opened.sandbox.state.estate.changeTenant(one.id, { name: "Production" });
  // Whatever the case: people read it as the same.
  opened.sandbox.state.estate.changeTenant(other.id, { name: "PRODUCTION" });
  await connectOrganization(opened);
  for (const tenant of [one, other, apart]) await connectTenant(opened, tenant);
  await opened.call("POST", "/api/token-inventory/sync", { body: {} });
  await opened.runtime.services.tokenInventory.settled();
  const get = async <Body>(path: string) => (await opened.call("GET", path)).json<Body>();
  const called = {
    [one.id]: `Production (${one.hostnames[0]})`,
    [other.id]: `PRODUCTION (${other.hostnames[0]})`,
    [apart.id]: String(apart.name),
  };

  const groups = (await get<TokenGroupList>("/api/oauth-tokens/groups?by=tenant")).data;
  expect(Object.fromEntries(groups.map(({ key, name }) => [key, name]))).toEqual(called);
  // Also where the other one is not in the list.
  const searched = await get<TokenGroupList>(`/api/oauth-tokens/groups?by=tenant&search=${one.hostnames[0]}`);
  expect(searched.data.map(({ name }) => name)).toEqual([called[one.id]]);

  const tokens = (await get<FleetTokenList>("/api/oauth-tokens")).data;
  for (const { tenantId, tenantName } of tokens) expect(tenantName).toBe(called[tenantId]);
  const file = await opened.call("GET", "/api/oauth-tokens/export?format=csv&columns=tenant");
  expect(file.text).toContain(`Production (${one.hostnames[0]})`);

  const token = tokens.find(({ tenantId, userEmail }) => tenantId === one.id && userEmail !== null);
  const found = await get<SearchResult>(`/api/search?q=${encodeURIComponent(token?.userEmail ?? "")}`);
  expect(found.users.find(({ tenantId }) => tenantId === one.id)?.tenantName).toBe(called[one.id]);

  const selection = {
    kind: "tokens",
    tokens: [one, other].map(({ id }) => ({
      tenantId: id,
      tokenIds: tokens.filter(({ tenantId }) => tenantId === id).map((each) => each.id),
    })),
  };
  const preview = await opened.call("POST", "/api/revocations", { body: { selection, dryRun: true } });
  expect(preview.status, preview.text).toBe(201);
  expect(new Set(preview.json<RevocationDetail>().tenants.map(({ tenantName }) => tenantName))).toEqual(
    new Set([called[one.id], called[other.id]]),
  );

  // What a revocation is called stays in its list and in the log.
  const asked = async (wanted: object, accept = "application/json") =>
    opened.call("POST", "/api/revocations", {
      body: { selection: wanted, dryRun: true },
      headers: { accept },
    });
  const named = async (wanted: object) => (await asked(wanted)).json<RevocationDetail>().selection;
  expect(await named({ kind: "tenant", tenantId: one.id })).toBe(
    `All tokens of the tenant ${called[one.id]}`,
  );
  expect(await named({ kind: "fleet", filters: { tenant: other.id } })).toBe(
    `All tokens in ${called[other.id]}`,
  );
  // While they are read, whoever waits is told for which of them.
  const { text } = await asked({ kind: "person", personKey: token?.userEmail ?? "" }, NDJSON);
  expect(text).toContain(JSON.stringify({ tenantId: one.id, tenantName: called[one.id] }));
});
