import { expect, test } from "./fixtures";
import { filter, rows, rowWith, table, tick } from "./support/tables";
import { reload, visit } from "./support/visit";

// Connects what other tests take to be waiting, so it has an estate of its own.
test.use({ sandboxSize: { seed: 9 } });
// In one worker: another one would need servers of its own for the other half.
test.describe.configure({ mode: "default" });

test("credentials of every level are filtered, and those that are chosen are checked again row by row", async ({
  page,
  estate,
  sandbox: { control },
}) => {
  await visit(page, "/credentials");
  const list = table(page, "Credentials");
  const all = estate.connectedCount + 2;
  await expect(page.getByRole("status").filter({ hasText: `${all} credentials` })).toBeVisible();
  await expect(rowWith(list, estate.organization(0).name)).toContainText(
    /Organization.*Works.*60 tenants, read/s,
  );

  await page.getByRole("searchbox", { name: "Search credentials" }).fill("health:failing level:tenant ");
  await expect(rows(list)).toHaveCount(1);
  await expect(page).toHaveURL(/health=failing/);
  await reload(page);
  await expect(rows(list)).toHaveCount(1);
  await expect(rows(list)).toContainText(/Failing: .*deactivated/s);
  await page.getByRole("button", { name: "Clear filters" }).first().click();

  const replaced = estate.connected(4);
  await control.changeTenant(replaced.tenantId, { clientSecret: "replaced-at-qlik-and-nobody-said-so" });
  await page.getByRole("searchbox", { name: "Search credentials" }).fill("");
  await tick(page, filter(page, "Level"), /^Tenant/);
  await page.getByRole("button", { name: "Selection options" }).click();
  await page.getByRole("menuitem", { name: `All ${all - 1} matching` }).click();
  await page.getByRole("region", { name: "Selection" }).getByRole("button", { name: "Check again" }).click();
  await expect(page.getByRole("progressbar", { name: "Credentials checked" })).toBeVisible();
  await expect(page.getByText(`${all - 1} credentials checked`, { exact: true })).toBeVisible();
  await expect(page.getByText("2 failing", { exact: true })).toBeVisible();
  await page.getByRole("searchbox", { name: "Search credentials" }).fill(replaced.hostname);
  await expect(rows(list)).toHaveCount(1);
  await expect(rows(list)).toContainText("Failing");
  await control.changeTenant(replaced.tenantId, { clientSecret: replaced.clientSecret });
  await page.getByRole("button", { name: /^Actions for/ }).click();
  await page.getByRole("menuitem", { name: "Check again" }).click();
  await expect(page.getByText("1 credential checked", { exact: true })).toBeVisible();
  await expect(rows(list)).toContainText("Works");
});

test("tenants that are selected in the list are named already where many are connected, by the client of their region", {
  tag: "@night",
}, async ({ page, estate }) => {
  const waiting = estate
    .tenants(0)
    .filter(({ status, hostname }) => status === "active" && hostname.endsWith(".us.qlikcloud.com"));
  const client = estate.organization(0).regionClients.us;
  if (!client) throw new Error("The sandbox has no such client.");
  await visit(page, "/tenants?region=us-east-1&connection=none&status=active");
  const tenants = table(page, "Tenants");
  const count = await rows(tenants).count();
  expect(count).toBeGreaterThan(1);
  expect(count).toBeLessThanOrEqual(waiting.length);
  await page.getByRole("checkbox", { name: "Select the rows that are loaded" }).click();
  await page.getByRole("region", { name: "Selection" }).getByRole("link", { name: "Connect many" }).click();
  await expect(page.getByRole("checkbox", { checked: true })).toHaveCount(count);
  await page.getByRole("textbox", { name: "Client ID" }).fill(client.clientId);
  await page.getByLabel("Client secret").fill(client.clientSecret);
  await page.getByRole("button", { name: `Import ${count} tenants` }).click();
  await page.getByRole("button", { name: `Check and connect ${count} tenants` }).click();
  await expect(page.getByText("Every tenant of this list is connected")).toBeVisible();

  await visit(page, "/credentials?level=region");
  const list = table(page, "Credentials");
  await expect(rows(list)).toHaveCount(count);
  await page
    .getByRole("button", { name: /^Actions for/ })
    .first()
    .click();
  await page.getByRole("menuitem", { name: "Replace in all its tenants" }).click();
  await expect(page.getByText(`${count} of them are connected`)).toBeVisible();
  await expect(page.getByRole("button", { name: `Import ${count} tenants` })).toBeVisible();
});
