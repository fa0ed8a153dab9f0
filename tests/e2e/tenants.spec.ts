import { expect, test } from "./fixtures";
import { column, filter, rows, rowWith, table, tick, valuesIn } from "./support/tables";
import { reload, visit } from "./support/visit";

const foot = (text: string | RegExp) => ({ hasText: text });

test("a word finds a tenant by what it is called, also in its hostnames", async ({ page, estate }) => {
  await visit(page, "/tenants");
  const tenants = table(page, "Tenants");
  await expect(rows(tenants)).toHaveCount(60);
  const search = page.getByRole("searchbox", { name: "Search tenants" });

  await search.fill("northwind-tokyo");
  await expect(rows(tenants)).toHaveCount(1);
  await expect(tenants.getByRole("link", { name: "東京営業部" })).toBeVisible();
  await expect(page.getByText("60 tenants · 59 filtered out")).toBeVisible();
  await expect(page.getByRole("status").filter(foot("1 of 60 tenants match"))).toBeVisible();
  await expect(page).toHaveURL(/search=northwind-tokyo/);

  await search.fill("BERLIN OR NOWHERE");
  await expect(page.getByText("No tenants match")).toBeVisible();
  await page.getByRole("button", { name: "Clear filters" }).click();
  await expect(search).toHaveValue("");
  await expect(rows(tenants)).toHaveCount(60);

  await search.fill(estate.tenants(0)[5]?.tenantId ?? "");
  await expect(rows(tenants)).toHaveCount(1);
});

test("the status filter leaves the tenants of the statuses that are ticked", { tag: "@night" }, async ({
  page,
  estate,
}) => {
  const withStatus = (status: string) =>
    estate.tenants(0).filter((tenant) => tenant.status === status).length;
  await visit(page, "/tenants");
  const tenants = table(page, "Tenants");

  await tick(page, filter(page, "Status"), /^Deactivated/);
  await expect(rows(tenants)).toHaveCount(withStatus("deactivated"));
  await expect.poll(valuesIn(tenants, "Status")).toEqual(["Deactivated"]);

  await tick(page, filter(page, "Status"), /^Disabled/);
  const shown = withStatus("deactivated") + withStatus("disabled");
  await expect(rows(tenants)).toHaveCount(shown);
  await expect(page.getByRole("status").filter(foot(`${shown} of 60 tenants match`))).toBeVisible();
});

test("the region filter names the places that the codes stand for", { tag: "@night" }, async ({
  page,
  estate,
}) => {
  const inJapan = estate.tenants(0).filter(({ hostname }) => hostname.endsWith(".jp.qlikcloud.com")).length;
  await visit(page, "/tenants");
  await tick(page, filter(page, "Region"), /^ap-northeast-1 · .*Tokyo/);
  await expect(rows(table(page, "Tenants"))).toHaveCount(inJapan);
  await expect(page.getByRole("list", { name: "Active filters" })).toHaveText(/Region:\s*ap-northeast-1/);
});

test("the subscription filter has each subscription with its count", { tag: "@night" }, async ({ page }) => {
  await visit(page, "/tenants");
  await filter(page, "Subscription").click();
  const boxes = page.getByRole("menuitemcheckbox");
  await expect(boxes).toHaveCount(3);
  const [, subscription = "", count = ""] =
    /^(\d{16})(\d+)$/.exec((await boxes.first().textContent()) ?? "") ?? [];
  await boxes.first().click();
  await page.keyboard.press("Escape");
  await expect(rows(table(page, "Tenants"))).toHaveCount(Number(count));
  await expect.poll(valuesIn(table(page, "Tenants"), "Subscription")).toEqual([subscription]);
});

test("the connection filter tells connected tenants from failing ones and from the rest", {
  tag: "@night",
}, async ({ page, estate }) => {
  await visit(page, "/tenants");
  const tenants = table(page, "Tenants");
  await tick(page, filter(page, "Connection"), /^Failing/);
  await expect.poll(valuesIn(tenants, "Connection")).toEqual(["Failing"]);
  await expect(tenants.getByRole("link", { name: estate.failing.name ?? "" })).toBeVisible();

  await page.getByRole("button", { name: "Remove filter Connection: Failing" }).click();
  await tick(page, filter(page, "Connection"), /^Connected/);
  await expect(
    tenants.getByRole("link", { name: estate.connected(0).name ?? "", exact: true }),
  ).toBeVisible();
  await expect.poll(valuesIn(tenants, "Connection")).toEqual(["Connected"]);
});

test("filters add up, show as chips, and go one by one or all at once", async ({ page }) => {
  await visit(page, "/tenants");
  const tenants = table(page, "Tenants");
  await tick(page, filter(page, "Status"), /^Active/);
  await tick(page, filter(page, "Region"), /^eu-west-1/, /^eu-central-1/);
  await tick(page, filter(page, "Connection"), /^Not connected/);
  const chips = page.getByRole("list", { name: "Active filters" }).getByRole("listitem");
  await expect(chips).toHaveCount(4);
  await expect.poll(valuesIn(tenants, "Connection")).toEqual(["Not connected"]);
  const all = await rows(tenants).count();
  await expect.poll(valuesIn(tenants, "Status")).toEqual(["Active"]);
  await expect.poll(valuesIn(tenants, "Connection")).toEqual(["Not connected"]);

  await page.getByRole("button", { name: /^Remove filter Region: eu-central-1/ }).click();
  await expect(chips).toHaveCount(3);
  await expect.poll(valuesIn(tenants, "Region")).toEqual(["eu-west-1"]);
  expect(await rows(tenants).count()).toBeLessThan(all);

  await page.getByRole("button", { name: "Clear filters" }).click();
  await expect(chips).toHaveCount(0);
  await expect(rows(tenants)).toHaveCount(60);
});

test("a header sorts, says so, and turns round", { tag: "@night" }, async ({ page }) => {
  await visit(page, "/tenants");
  const tenants = table(page, "Tenants");
  const header = (name: string) => tenants.getByRole("columnheader", { name, exact: true });
  await expect(header("Name")).toHaveAttribute("aria-sort", "ascending");

  await header("Region").getByRole("button").click();
  await expect(header("Region")).toHaveAttribute("aria-sort", "ascending");
  await expect(header("Name")).toHaveAttribute("aria-sort", "none");
  await expect(page).toHaveURL(/sort=regionCode/);
  await expect(async () => {
    const regions = await column(tenants, "Region");
    expect(regions).toEqual([...regions].sort());
  }).toPass();

  await header("Region").getByRole("button").click();
  await expect(header("Region")).toHaveAttribute("aria-sort", "descending");
  await expect(async () => {
    const regions = await column(tenants, "Region");
    expect(regions).toEqual([...regions].sort().reverse());
  }).toPass();
});

test("a link shows a colleague the same rows in the same order", { tag: "@night" }, async ({
  page,
  openContext,
  sessionOf,
}) => {
  await visit(page, "/tenants");
  const tenants = table(page, "Tenants");
  await page.getByRole("searchbox", { name: "Search tenants" }).fill("northwind");
  await tick(page, filter(page, "Region"), /^us-east-1/);
  await tick(page, filter(page, "Status"), /^Active/);
  await tenants.getByRole("columnheader", { name: "Hostname" }).getByRole("button").click();
  await expect(page).toHaveURL(/search=northwind.*sort=hostname|sort=hostname.*search=northwind/);
  await expect(tenants.getByRole("columnheader", { name: "Hostname" })).toHaveAttribute(
    "aria-sort",
    "ascending",
  );
  await expect(tenants).not.toHaveAttribute("aria-busy");
  const hostnames = await column(tenants, "Hostname");
  expect(hostnames.length).toBeGreaterThan(3);

  await reload(page);
  await expect(rows(tenants)).toHaveCount(hostnames.length);
  expect(await column(tenants, "Hostname")).toEqual(hostnames);

  const colleague = await (await openContext({ storageState: await sessionOf("viewer") })).newPage();
  await visit(colleague, page.url());
  await expect(rows(table(colleague, "Tenants"))).toHaveCount(hostnames.length);
  expect(await column(table(colleague, "Tenants"), "Hostname")).toEqual(hostnames);
  await expect(colleague.getByRole("searchbox", { name: "Search tenants" })).toHaveValue("northwind");
});

test("names that would like to be markup are text", async ({ page, estate, sandbox: { control } }) => {
  const tenant = estate.connected(0);
  const users = await control.users(tenant.tenantId);
  const hostile = users.filter(({ name }) => /[<=]/.test(name) && !name.includes("prod"));
  expect(hostile.map(({ name }) => name)).toHaveLength(3);
  let asked = 0;
  page.on("dialog", () => {
    asked += 1;
  });

  await visit(page, "/tenants");
  const tenants = table(page, "Tenants");
  await expect(tenants.getByRole("link", { name: '<b>Sales</b> & "Ops"', exact: true })).toBeVisible();

  await visit(page, `/tenants/${tenant.tenantId}/users`);
  for (const { name } of hostile) {
    await expect(table(page, "Users").getByRole("link", { name, exact: true })).toBeVisible();
  }
  await expect(page).toHaveTitle(`Users · ${tenant.name} · Castellan`);
  await expect(table(page, "Users").getByRole("img")).toHaveCount(0);
  expect(asked).toBe(0);
});

test.describe("a tenant whose secret was replaced at Qlik", () => {
  test.use({ expectedComplaints: /status of 424 .*\/users/ });

  test("shows as failing and says why, while the rest of the list is whole", { tag: "@night" }, async ({
    page,
    estate,
    sandbox: { control },
  }) => {
    const tenant = estate.connected(1);
    await control.changeTenant(tenant.tenantId, {
      clientSecret: "another-secret-that-nobody-told-the-console",
    });
    await visit(page, `/tenants/${tenant.tenantId}/users`);
    const why = page.getByRole("alert").filter({ hasText: "The users could not be read" });
    await expect(why).toContainText("Qlik answered 401 HTTP-401");
    await expect(why).toContainText("If the secret was replaced or deleted at Qlik, enter a new one.");
    await expect(why.getByRole("button", { name: "Retry" })).toBeVisible();

    await visit(page, "/tenants");
    await expect(rows(table(page, "Tenants"))).toHaveCount(60);
    await expect(rowWith(table(page, "Tenants"), tenant.hostname)).toContainText(
      /Failing.*Qlik answered 401 HTTP-401/s,
    );

    await visit(page, `/tenants/${tenant.tenantId}`);
    await expect(page.getByText("Qlik refused the last call")).toBeVisible();

    await control.changeTenant(tenant.tenantId, { clientSecret: tenant.clientSecret });
    await page.getByRole("button", { name: "Check again" }).click();
    await expect(page.getByText("Connected", { exact: true })).toBeVisible();
    await expect(page.getByText("Qlik refused the last call")).toHaveCount(0);
  });
});
