import { expect, test } from "./fixtures";
import { rows, table } from "./support/tables";
import { visit } from "./support/visit";

const readTenantsNow = async (page: import("@playwright/test").Page) => {
  await visit(page, "/credentials?level=organization");
  await table(page, "Credentials")
    .getByRole("button", { name: /^Actions/ })
    .click();
  await page.getByRole("menuitem", { name: "Read tenants now" }).click();
};

test("what Qlik says otherwise than before stands in the tenant's history, with before and after", async ({
  page,
  estate,
  sandbox,
}) => {
  const { tenantId, name } = estate.connected(1);
  await sandbox.control.changeTenant(tenantId, { status: "disabled" });
  await readTenantsNow(page);
  const changes = `/api/tenants/${encodeURIComponent(tenantId)}/changes`;
  const changesAreKnown = (total: number) =>
    expect.poll(async () => (await page.request.get(changes)).json()).toMatchObject({ total });
  await changesAreKnown(1);

  await visit(page, `/tenants/${encodeURIComponent(tenantId)}`);
  await expect(page).toHaveTitle(new RegExp(name ?? tenantId));
  await page.getByRole("link", { name: "History" }).click();
  const history = table(page, "History");
  await expect(rows(history)).toHaveCount(1);
  await expect(rows(history).first()).toContainText(/Status.*Active.*Disabled/);

  await page.getByRole("link", { name: "Overview", exact: true }).last().click();
  await expect(page.getByText("License time line")).toBeVisible();
  await expect(page.getByRole("list", { name: "Other tenants of the subscription" })).toBeVisible();

  // Other tests share this console, and count on the tenants of the start.
  await sandbox.control.changeTenant(tenantId, { status: "active" });
  await readTenantsNow(page);
  await changesAreKnown(2);
});

test("a sync that fails is told on every page with its reason and age, until one succeeds", {
  tag: "@night",
}, async ({ page, sandbox }) => {
  await sandbox.control.addFault({ path: "/api/core/tenants", status: 500, body: { errors: [] } });
  await readTenantsNow(page);
  const notices = page.getByRole("region", { name: "Important notices" });
  await expect(notices).toContainText(/could not be read.*500.*What is shown of them is from/s);
  await visit(page, "/tenants");
  await expect(notices).toContainText("could not be read");
  await expect(rows(table(page, "Tenants"))).toHaveCount(60);

  await sandbox.control.clearFaults();
  await notices.getByRole("button", { name: "Read again" }).click();
  await expect(notices).not.toContainText("could not be read");
});

test("how often an organization is read is chosen in its menu, and stays", { tag: "@night" }, async ({
  page,
}) => {
  await visit(page, "/credentials?level=organization");
  const menu = table(page, "Credentials").getByRole("button", { name: /^Actions/ });
  await menu.click();
  await page.getByRole("menuitem", { name: "Schedule" }).press("ArrowRight");
  await page.getByRole("menuitemradio", { name: "Every day" }).click();
  await expect(page.getByText(/The schedule of .* is changed/)).toBeVisible();
  await menu.click();
  await page.getByRole("menuitem", { name: "Schedule" }).press("ArrowRight");
  await expect(page.getByRole("menuitemradio", { name: "Every day" })).toBeChecked();
  await page.getByRole("menuitemradio", { name: "Every hour" }).click();
});

test("each number of the overview leads to the rows that it counts", async ({ page }) => {
  await visit(page, "/");
  const status = page.getByRole("table", { name: "Tenants by status" });
  const deactivated = status.getByRole("row", { name: /Deactivated/ });
  const count = Number(await deactivated.getByRole("cell").textContent());
  expect(count).toBeGreaterThan(0);
  await deactivated.getByRole("link").click();
  await expect(rows(table(page, "Tenants"))).toHaveCount(count);
  await expect(page.getByRole("list", { name: "Active filters" })).toContainText("Deactivated");
  await page.goBack();
  await page.getByRole("list", { name: "What ends next" }).getByRole("link").first().click();
  await expect(page.getByRole("navigation", { name: "Parts of the tenant" })).toBeVisible();
});
