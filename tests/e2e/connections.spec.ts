import { expect, test } from "./fixtures";
import { connect, formFor, hostname, steps, typeCredentials } from "./support/forms";
import { rows, rowWith, table } from "./support/tables";
import { visit } from "./support/visit";

test("a tenant that no organization lists is connected by its hostname, and forgotten with its credential", async ({
  page,
  estate: { government },
}) => {
  await visit(page, "/credentials");
  await page.getByRole("link", { name: "Connect a tenant" }).click();
  await hostname(page).fill(government.hostname);
  await typeCredentials(page, government);
  await connect(page);
  await expect(page.getByRole("heading", { name: "County Health Department" })).toBeVisible();
  await expect(page.getByText("Listed by none")).toBeVisible();
  await visit(page, "/tenants");
  await expect(page.getByRole("status").filter({ hasText: "61 tenants" })).toBeVisible();

  await visit(page, `/tenants/${government.tenantId}`);
  await page.getByRole("button", { name: "Remove" }).click();
  const dialog = page.getByRole("alertdialog", { name: "Remove credential" });
  await expect(dialog).toContainText("it leaves the list too");
  await dialog.getByRole("button", { name: "Remove" }).click();
  await expect(page.getByRole("status").filter({ hasText: "60 tenants" })).toBeVisible();
});

test("a second organization stands beside the first, and goes when its name is typed", async ({
  page,
  estate,
}) => {
  const second = estate.organization(1);
  const ofSecond = estate.tenants(1);
  await visit(page, "/credentials/organizations/new");
  await page.getByRole("textbox", { name: "Name" }).fill(second.name);
  await typeCredentials(page, second);
  await page.getByRole("button", { name: "Connect organization" }).click();
  await expect(page.getByRole("status").filter({ hasText: `${60 + ofSecond.length} tenants` })).toBeVisible();
  await expect(table(page, "Tenants").getByRole("link", { name: ofSecond[0]?.name ?? "" })).toBeVisible();

  await visit(page, "/credentials?level=organization");
  const organizations = table(page, "Credentials");
  await expect(rows(organizations)).toHaveCount(2);
  await page.getByRole("button", { name: `Actions for ${second.name}` }).click();
  await page.getByRole("menuitem", { name: "Remove" }).click();
  const dialog = page.getByRole("alertdialog", { name: "Remove organization" });
  const remove = dialog.getByRole("button", { name: "Remove" });
  await expect(remove).toHaveAttribute("aria-disabled", "true");
  const confirmation = dialog.getByRole("textbox", { name: `Type ${second.name} to confirm` });
  await confirmation.fill(second.name.toLowerCase());
  await expect(remove).toHaveAttribute("aria-disabled", "true");
  await confirmation.fill(second.name);
  await remove.click();
  await expect(rows(organizations)).toHaveCount(1);
  await expect(organizations).toContainText(estate.organization(0).name);
  await visit(page, "/tenants");
  await expect(page.getByRole("status").filter({ hasText: "60 tenants" })).toBeVisible();
});

test("a secret is replaced only by one that works", { tag: "@night" }, async ({
  page,
  estate,
  sandbox: { control },
}) => {
  const tenant = estate.connected(2);
  const replace = page.getByRole("button", { name: "Replace credential" });
  await visit(page, `/tenants/${tenant.tenantId}`);
  await page.getByRole("link", { name: "Replace credential" }).click();
  await typeCredentials(page, { ...tenant, clientSecret: "mistyped" });
  await replace.click();
  await expect(steps(page).nth(1)).toContainText("Exchange the credentials · failed");
  await visit(page, `/tenants/${tenant.tenantId}/users`);
  await expect(rows(table(page, "Users")).first()).toBeVisible();

  const clientSecret = "a-new-secret-made-at-qlik-today";
  await control.changeTenant(tenant.tenantId, { clientSecret });
  await visit(page, formFor(tenant.tenantId));
  await typeCredentials(page, { ...tenant, clientSecret });
  await replace.click();
  await expect(page).toHaveURL(new RegExp(`/tenants/${tenant.tenantId}$`));
  await expect(page.getByText("Connected", { exact: true })).toBeVisible();
  await page.getByRole("link", { name: "Users", exact: true }).click();
  await expect(rows(table(page, "Users")).first()).toBeVisible();
});

test("a tenant whose credential is removed stays in the list, not connected", { tag: "@night" }, async ({
  page,
  estate,
}) => {
  const tenant = estate.connected(3);
  await visit(page, `/tenants/${tenant.tenantId}`);
  const remove = page.getByRole("button", { name: "Remove" });
  const dialog = page.getByRole("alertdialog", { name: "Remove credential" });
  await remove.click();
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await expect(remove).toBeFocused();
  await remove.click();
  await dialog.getByRole("button", { name: "Remove" }).click();
  await expect(page.getByText("Not connected", { exact: true })).toBeVisible();
  await page.getByRole("link", { name: "Users", exact: true }).click();
  await expect(page.getByText("This tenant is not connected")).toBeVisible();
  await visit(page, "/tenants");
  await expect(rowWith(table(page, "Tenants"), tenant.hostname)).toContainText("Not connected");
});
