/** @module-tag store */
import { expect, test } from "vitest";
import type { CredentialList } from "@/lib/contracts/credential-list";
import type { TenantList } from "@/lib/contracts/tenants";
import { deriveColumns } from "@/lib/server/derive-columns";
import { connectOrganization, connectTenant, consoleForTest } from "@/tests/support/console";

test("what an older program left empty or folded otherwise is found again after one start, and only once", async () => {
  const opened = await consoleForTest({ tenants: 6 });
  await connectOrganization(opened);
  const tenant = opened.sandbox.tenant(0);
  await connectTenant(opened, tenant);
  const answers = async () => {
    const tenants = (await opened.call("GET", "/api/tenants?sort=organizationName")).json<TenantList>();
    const credentials = (await opened.call("GET", "/api/credentials?sort=-lastCheck")).json<CredentialList>();
    const found = (
      await opened.call("GET", `/api/credentials?search=${tenant.hostname}`)
    ).json<CredentialList>();
    return [tenants.data.map(({ id }) => id), credentials.data, credentials.facets, found.total];
  };
  await opened.call("POST", "/api/token-inventory/sync", { body: {} });
  await opened.runtime.services.tokenInventory.settled();
  const columns = () => [
    opened.sql('SELECT number, "nameKey", "searchKey", "personKey" FROM tenant_users ORDER BY number'),
    opened.sql(
      'SELECT number, "userKey", "tenantKey", "clientKey", "descriptionKey" FROM oauth_tokens ORDER BY number',
    ),
    opened.sql("SELECT * FROM token_groups ORDER BY kind, key"),
    opened.sql('SELECT * FROM token_holdings ORDER BY "tenantId", kind, key'),
    opened.sql('SELECT id, "searchKey", "nameKey", "organizationKey" FROM tenants ORDER BY id'),
    opened.sql('SELECT id, "nameKey" FROM organizations'),
    opened.sql('SELECT id, "searchKey", "nameKey", "checkedKey", health FROM credentials ORDER BY id'),
  ];
  const [before, asStored] = [await answers(), columns()];

  opened.sql(`UPDATE installation SET "derivedBy" = 0`);
  opened.sql(`UPDATE organizations SET "nameKey" = ''`);
  opened.sql(`UPDATE tenants SET "organizationKey" = '', "nameKey" = 'x', "searchKey" = 'x'`);
  opened.sql(`UPDATE credentials SET "nameKey" = '', "searchKey" = '', "checkedKey" = '', health = 'never'`);
  opened.sql(`UPDATE tenant_users SET "nameKey" = 'x', "searchKey" = 'x'`);
  opened.sql(`UPDATE oauth_tokens SET "userKey" = 'x', "tenantKey" = 'x', "clientKey" = 'x'`);
  opened.sql(`UPDATE token_groups SET "searchKey" = 'x'`);
  opened.sql(
    `UPDATE oauth_tokens SET "descriptionKey" = 'old ' || "descriptionKey" WHERE description IS NOT NULL`,
  );
  for (const table of ["token_groups", "token_holdings"])
    opened.sql(`UPDATE ${table} SET key = 'old ' || key WHERE kind = 'description'`);
  expect(await answers()).not.toEqual(before);
  await deriveColumns(opened.store);
  expect(columns()).toEqual(asStored);
  expect(await answers()).toEqual(before);

  opened.sql(`UPDATE organizations SET "nameKey" = 'as it was left'`);
  await deriveColumns(opened.store);
  expect(opened.sql('SELECT "nameKey" AS key FROM organizations')).toEqual([{ key: "as it was left" }]);
});

test("tenants of an organization that was removed are sorted after all that one lists", async () => {
  const opened = await consoleForTest({ tenants: 4 });
  const id = await connectOrganization(opened);
  await connectOrganization(opened, opened.sandbox.secondOrganization);
  await connectTenant(opened, opened.sandbox.tenant(0));
  expect((await opened.call("DELETE", `/api/organizations/${id}`, { body: {} })).status).toBe(204);
  const { data } = (await opened.call("GET", "/api/tenants?sort=organizationName")).json<TenantList>();
  expect(data.at(-1)?.id).toBe(opened.sandbox.tenant(0).id);
  expect(data.slice(0, -1).every(({ organizationName }) => organizationName !== null)).toBe(true);
});

test("names are found by whoever has no key for their letters, and by either kind of quote", async () => {
  const opened = await consoleForTest({ tenants: 2 });
  const id = await connectOrganization(opened);
  const found = async (search: string) =>
    (await opened.call("GET", `/api/credentials?${new URLSearchParams({ search })}`)).json<CredentialList>()
      .total;
  for (const [name, ...searches] of [
    ["Łukasz Øystein & Đorđe", "lukasz", "oystein", "dorde", "ŁUKASZ"],
    ["Þór O’Hara – Œuvre", "thor", "o'hara", "o’hara -", "oeuvre"],
  ] as const) {
    await opened.call("PATCH", `/api/organizations/${id}`, { body: { name } });
    for (const search of searches) expect(await found(search), search).toBe(1);
  }
});

test("tenants are sorted by when their licences end, however Qlik writes that", async () => {
  const opened = await consoleForTest({ tenants: 4 });
  await connectOrganization(opened);
  const inTime = [
    "2026-12-24T01:30:00+02:00",
    "2026-12-24T00:00:00Z",
    "2026-12-24T00:00:00.500Z",
    "2026-12-24T00:00:00.600000001Z",
  ];
  const ids = opened.sql("SELECT id FROM tenants ORDER BY id").map(({ id }) => id);
  for (const [place, text] of inTime.entries())
    opened.sql(
      'UPDATE tenants SET "licenseEndsAt" = ?, "licenseEndsKey" = ? WHERE id = ?',
      text,
      text,
      ids[place],
    );
  opened.sql(`UPDATE installation SET "derivedBy" = 1`);
  await deriveColumns(opened.store);
  const { data } = (await opened.call("GET", "/api/tenants?sort=licenseEndsAt")).json<TenantList>();
  expect(data.slice(0, 4).map(({ licenseEndsAt }) => licenseEndsAt)).toEqual(inTime);
});
