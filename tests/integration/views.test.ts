import { beforeEach, expect, test } from "vitest";
import type { Role } from "@/lib/contracts/roles";
import type { TableLayout, View, ViewList } from "@/lib/contracts/views";
import { consoleForTest, type OpenConsole } from "@/tests/support/console";

let opened: OpenConsole;
beforeEach(async () => {
  opened = await consoleForTest({ tenants: 1 });
});

const input = (changed: Partial<Record<keyof View, unknown>> = {}) => ({
  table: "tenants",
  name: "Ending soon",
  query: "licenseEnds=30d&sort=licenseEndsAt",
  shared: false,
  ...changed,
});
const save = (as: Role, changed?: Parameters<typeof input>[0]) =>
  opened.call("POST", "/api/views", { as, body: input(changed) });
const saved = async (as: Role, changed?: Parameters<typeof input>[0]) =>
  (await save(as, changed)).json<View>();
const viewsOf = async (as: Role) => (await opened.call("GET", "/api/views", { as })).json<ViewList>();
const putLayout = (as: Role, body: unknown, table = "tenants") =>
  opened.call("PUT", `/api/views/layouts/${table}`, { as, body });

test("somebody finds their view again, and nobody else sees it", async () => {
  const answer = await save("viewer");
  expect(answer.status).toBe(201);
  const view = answer.json<View>();
  expect(view).toMatchObject({ ...input(), mine: true, ownerName: "The viewer" });
  expect((await viewsOf("viewer")).data).toEqual([view]);
  expect((await viewsOf("admin")).data).toEqual([]);
});

test("a shared view is everybody's to see and its owner's to change", async () => {
  const view = await saved("viewer", { shared: true });
  expect((await viewsOf("operator")).data).toEqual([{ ...view, mine: false }]);
  const change = (as: Role) =>
    opened.call("PUT", `/api/views/${view.id}`, { as, body: { name: "Mine now" } });
  expect([(await change("operator")).status, (await change("admin")).status]).toEqual([403, 403]);
  expect((await change("viewer")).json<View>()).toMatchObject({ name: "Mine now", query: view.query });
});

test("a view is removed by its owner; what others share, by an administrator too", async () => {
  const remove = (as: Role, { id }: View) => opened.call("DELETE", `/api/views/${id}`, { as });
  const [own, shared] = [await saved("operator"), await saved("operator", { name: "Two", shared: true })];
  expect((await remove("viewer", shared)).status).toBe(403);
  expect((await remove("admin", own)).status).toBe(404);
  expect((await remove("admin", shared)).status).toBe(204);
  expect((await remove("operator", own)).status).toBe(204);
  expect((await viewsOf("operator")).data).toEqual([]);
});

test("two views of one name would not be told apart, so the second is refused, also when renamed", async () => {
  await save("viewer");
  const again = await save("viewer", { name: "ENDING SOON" });
  expect([again.status, again.problem().errors?.[0]?.path]).toEqual([409, "name"]);
  const other = await saved("viewer", { name: "Other" });
  const rename = await opened.call("PUT", `/api/views/${other.id}`, {
    as: "viewer",
    body: { name: "ending soon" },
  });
  expect(rename.status).toBe(409);
  expect((await save("operator")).status).toBe(201);
  expect((await save("viewer", { table: "users" })).status).toBe(201);
});

test.each([
  [{ name: "  " }, "name"],
  [{ name: "x".repeat(61) }, "name"],
  [{ table: "Tenants!" }, "table"],
  [{ query: "x".repeat(4001) }, "query"],
  [{ shared: "yes" }, "shared"],
])("%j is refused at its field and nothing is kept", async (changed, path) => {
  const answer = await save("viewer", changed);
  expect([answer.status, answer.problem().errors?.[0]?.path]).toEqual([400, path]);
  expect((await viewsOf("viewer")).data).toEqual([]);
});

test("columns and the default view are kept per person and table, each without the other", async () => {
  const view = await saved("viewer");
  await putLayout("viewer", { columns: ["name", "status"] });
  const both = (await putLayout("viewer", { defaultViewId: view.id })).json<TableLayout>();
  expect(both).toEqual({ table: "tenants", columns: ["name", "status"], defaultViewId: view.id });
  await putLayout("viewer", { columns: ["name"] }, "users");
  await putLayout("admin", { columns: ["id"] });
  expect((await viewsOf("viewer")).layouts).toEqual([
    both,
    { table: "users", columns: ["name"], defaultViewId: null },
  ]);
  expect((await putLayout("viewer", { columns: null })).json()).toMatchObject({ columns: null });
});

test.each([[[]], [["name", "name"]], [[""]], [Array.from({ length: 61 }, (_, index) => `c${index}`)]])(
  "the columns %j are refused",
  async (columns) => {
    expect((await putLayout("viewer", { columns })).status).toBe(400);
    expect((await viewsOf("viewer")).layouts).toEqual([]);
  },
);

test("a default must be a view that the person sees, and of that table", async () => {
  const [hidden, ofUsers] = [await saved("admin"), await saved("viewer", { table: "users" })];
  for (const { id } of [hidden, ofUsers, { id: "none-such" }])
    expect((await putLayout("viewer", { defaultViewId: id })).status).toBe(400);
});

test("a default view that is removed, or no longer shared, leaves a table without one", async () => {
  const [one, two] = [
    await saved("operator", { shared: true }),
    await saved("operator", { name: "Two", shared: true }),
  ];
  const layouts = async () => (await viewsOf("viewer")).layouts.map(({ defaultViewId }) => defaultViewId);
  await putLayout("viewer", { defaultViewId: one.id });
  await opened.call("PUT", `/api/views/${one.id}`, { as: "operator", body: { shared: false } });
  expect(await layouts()).toEqual([null]);
  await putLayout("viewer", { defaultViewId: two.id });
  await opened.call("DELETE", `/api/views/${two.id}`, { as: "operator" });
  expect(await layouts()).toEqual([null]);
});

test("two people who save the same name at once both have their view, one person has it once", async () => {
  const answers = await Promise.all([save("viewer"), save("viewer"), save("operator")]);
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 201, 409]);
});
