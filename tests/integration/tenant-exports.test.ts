import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { TenantList } from "@/lib/contracts/tenants";
import { connectOrganization, type OpenConsole, openConsole } from "@/tests/support/console";

let opened: OpenConsole;

beforeAll(async () => {
  opened = await openConsole({ tenants: 1203 });
  const [first, second] = opened.sandbox.state.estate.tenantsOf("Northwind Analytics");
  opened.sandbox.state.estate.changeTenant(first?.id ?? "", { name: '=HYPERLINK("https://evil.example")' });
  opened.sandbox.state.estate.changeTenant(second?.id ?? "", { name: 'Comma, "quote"\nand line' });
  await connectOrganization(opened);
});
afterAll(() => opened.close());

const file = (query: string) => opened.call("GET", `/api/tenants/export?${query}`, { as: "viewer" });
const list = async (query: string) =>
  (await opened.call("GET", `/api/tenants?${query}`, { as: "viewer" })).json<TenantList>();
const rowsOf = (text: string): string[][] => parse(text, { bom: true });

test("a CSV file holds every tenant once, with the columns asked for in their order", async () => {
  const answer = await file("format=csv&columns=id,name,regionCode&sort=-name");
  expect(answer.headers.get("content-type")).toBe("text/csv; charset=utf-8");
  expect(answer.headers.get("content-disposition")).toMatch(
    /^attachment; filename="tenants-\d{4}-\d\d-\d\d\.csv"$/,
  );
  expect(answer.headers.get("x-accel-buffering")).toBe("no");
  expect(answer.headers.get("cache-control")).toBe("no-store, no-transform");
  const [head, ...rows] = rowsOf(answer.text);
  expect(head).toEqual(["Tenant ID", "Name", "Region"]);
  expect(rows).toHaveLength(1203);
  expect(new Set(rows.map(([id]) => id)).size).toBe(1203);
  const page = await list("sort=-name&limit=100");
  // An id may begin with a hyphen, which a spreadsheet would take for a formula.
  const ids = rows.map(([id]) => id?.replace(/^'-/, "-"));
  expect(ids.slice(0, 100)).toEqual(page.data.map(({ id }) => id));
});

test("a file holds exactly what is filtered", async () => {
  const query = "status=disabled,deactivated&region=us-east-1&search=north";
  const { data, total } = await list(`${query}&limit=100`);
  expect(total).toBeGreaterThan(1);
  expect(total).toBeLessThan(100);
  const rows = JSON.parse((await file(`${query}&format=json&columns=id,status`)).text);
  expect(rows).toEqual(data.map(({ id, status }) => ({ id, status })));
});

test("all columns come when none is named, and nothing is left out that a tenant does not have", async () => {
  const [row] = JSON.parse((await file("format=json&sort=name")).text);
  const { data } = await list("sort=name&limit=1");
  expect(row).toMatchObject({ id: data[0]?.id, hostname: data[0]?.hostnames[0], connection: "none" });
  expect(Object.keys(row)).toHaveLength(17);
  expect(row.deletionStartsAt === null || typeof row.deletionStartsAt === "string").toBe(true);
});

test("a name that a spreadsheet would run as a formula is made harmless, and one with line breaks stays whole", async () => {
  const names = rowsOf((await file("format=csv&columns=name")).text).map(([name]) => name);
  expect(names).toContain('\'=HYPERLINK("https://evil.example")');
  expect(names).toContain('Comma, "quote"\nand line');
});

test("nothing to export is an empty list and a lone heading", async () => {
  expect(JSON.parse((await file("format=json&status=none-such")).text)).toEqual([]);
  expect(rowsOf((await file("format=csv&status=none-such&columns=name")).text)).toEqual([["Name"]]);
});

test.each([
  ["format=xlsx", "format"],
  ["columns=name,secret", "columns.1"],
  ["columns=,", "columns.0"],
  ["status=active&connection=perhaps", "connection.0"],
])("%s is refused at its field", async (query, path) => {
  const answer = await file(query);
  expect([answer.status, answer.problem().errors?.[0]?.path]).toEqual([400, path]);
});

test("nobody exports without a session", async () => {
  expect((await opened.call("GET", "/api/tenants/export", { as: "nobody" })).status).toBe(401);
});
