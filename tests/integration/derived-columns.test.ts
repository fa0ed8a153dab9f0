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
  const columns = () => [
    opened.sql('SELECT id, "searchKey", "nameKey", "organizationKey" FROM tenants ORDER BY id'),
    opened.sql('SELECT id, "nameKey" FROM organizations'),
    opened.sql('SELECT id, "searchKey", "nameKey", "checkedKey", health FROM credentials ORDER BY id'),
  ];
  const [before, asStored] = [await answers(), columns()];

  opened.sql(`UPDATE installation SET "derivedBy" = 0`);
  opened.sql(`UPDATE organizations SET "nameKey" = ''`);
  opened.sql(`UPDATE tenants SET "organizationKey" = '', "nameKey" = 'x', "searchKey" = 'x'`);
  opened.sql(`UPDATE credentials SET "nameKey" = '', "searchKey" = '', "checkedKey" = '', health = 'never'`);
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
