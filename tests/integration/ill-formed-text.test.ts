/** @module-tag store */
import { expect, test } from "vitest";
import type { TenantList } from "@/lib/contracts/tenants";
import { deriveColumns } from "@/lib/server/derive-columns";
import { connectOrganization, consoleForTest, type OpenConsole } from "@/tests/support/console";

const HALF = "\ud800";

async function idsInPages({ call }: OpenConsole, sort: string): Promise<string[]> {
  const ids: string[] = [];
  let cursor = "";
  for (let page = 0; page < 20; page += 1) {
    const answer = await call("GET", `/api/tenants?limit=5&sort=${sort}${cursor}`);
    const { data, nextCursor } = answer.json<TenantList>();
    ids.push(...data.map(({ id }) => id));
    if (nextCursor === undefined) return ids;
    cursor = `&cursor=${nextCursor}`;
  }
  throw new Error("The list does not end.");
}

test("names with half of a character at their beginning neither end a list early nor keep it from ending", async () => {
  const opened = await consoleForTest({ tenants: 20 });
  const { estate } = opened.sandbox.state;
  for (let index = 4; index < 8; index += 1)
    estate.changeTenant(opened.sandbox.tenant(index).id, { name: `${HALF} ${index}` });
  await connectOrganization(opened);
  const all = opened.sandbox.state.estate.tenantsOf(opened.sandbox.organization.name).map(({ id }) => id);
  for (const sort of ["name", "-name"])
    expect((await idsInPages(opened, sort)).sort()).toEqual(all.toSorted());
});

test("what was stored so before is brought up", async () => {
  const opened = await consoleForTest({ tenants: 20 });
  await connectOrganization(opened);
  const all = await idsInPages(opened, "name");
  for (const [index, id] of all.slice(4, 8).entries())
    opened.sql(`UPDATE tenants SET name = '${HALF}', "nameKey" = '${HALF} ${index}' WHERE id = '${id}'`);
  opened.sql(`UPDATE installation SET "derivedBy" = 1`);
  await deriveColumns(opened.store);
  for (const sort of ["name", "-name"])
    expect((await idsInPages(opened, sort)).sort()).toEqual(all.toSorted());
});

test("half of a character from a browser is refused in words, wherever it stands", async () => {
  const opened = await consoleForTest({ tenants: 1 });
  const id = await connectOrganization(opened);
  const answers = [
    await opened.call("GET", "/api/tenants?search=%ED%A0%80"),
    await opened.call("PATCH", `/api/organizations/${id}`, { body: '{"name":"a \\ud800"}' }),
    await opened.call("PATCH", `/api/organizations/${id}`, { body: '{"a\\udc00":1}' }),
  ];
  for (const answer of answers)
    expect([answer.status, answer.problem().detail]).toEqual([
      400,
      expect.stringContaining("half of a character"),
    ]);
  const whole = await opened.call("PATCH", `/api/organizations/${id}`, {
    body: '{"name":"\\ud83d\\ude00 \\\\ud800"}',
  });
  expect([whole.status, whole.json<{ name: string }>().name]).toEqual([200, "😀 \\ud800"]);
  expect((await opened.call("GET", "/api/tenants?search=100%")).status).toBe(200);
});
