import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures";
import { personWithTokens } from "./support/estate";
import { rows, table } from "./support/tables";
import { visit } from "./support/visit";

/** From now on code that is fetched takes its time. */
const holdBackCode = (page: Page) =>
  page.route("**/_next/static/chunks/*.js", async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 700));
    await route.continue();
  });

test("a tenant is found and opened from anywhere by the keyboard alone", async ({ page, estate }) => {
  const { tenantId, name } = estate.connected(0);
  await visit(page, "/activity");
  await page.keyboard.press("Control+k");
  const palette = page.getByRole("dialog", { name: "Search everything" });
  await expect(palette.getByRole("combobox")).toBeFocused();
  await page.keyboard.type(tenantId);
  await expect(palette.getByRole("option")).toHaveCount(1);
  await expect(palette.getByRole("option", { selected: true })).toContainText(name ?? tenantId);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(`/tenants/${tenantId}$`));
  await expect(palette).toBeHidden();
});

test("a user of any connected tenant is found by e-mail, and opened", async ({
  page,
  estate,
  sandbox: { control },
}) => {
  const tenant = estate.connected(9);
  const { user } = await personWithTokens(control, tenant);
  // Opening the tokens of the fleet begins to read who is there.
  await visit(page, `/tokens?user=${user.id}`);
  await expect(rows(table(page, "OAuth tokens")).first()).toBeVisible({ timeout: 30_000 });
  await page.keyboard.press("Control+k");
  const palette = page.getByRole("dialog", { name: "Search everything" });
  await palette.getByRole("combobox").fill(user.id);
  await expect(palette.getByRole("option", { selected: true })).toContainText(user.name);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(`/tenants/${tenant.tenantId}/users/${user.id}$`));
});

test("what is typed while the palette is still on its way arrives in it, and nowhere else", {
  tag: "@night",
}, async ({ page, estate }) => {
  const { tenantId } = estate.connected(0);
  await visit(page, "/tenants");
  const search = page.getByRole("searchbox", { name: "Search tenants" });
  await search.focus();
  await holdBackCode(page);
  await page.keyboard.press("Control+k");
  await page.keyboard.type(`${tenantId}x`);
  await page.keyboard.press("Backspace");
  const palette = page.getByRole("dialog", { name: "Search everything" });
  await expect(palette.getByRole("combobox")).toHaveValue(tenantId);
  await page.keyboard.type("?");
  await expect(palette.getByRole("combobox")).toHaveValue(`${tenantId}?`);
  await page.keyboard.press("Backspace");
  await expect(palette.getByRole("option", { selected: true })).toBeVisible();

  await page.keyboard.press("Escape");
  await expect(search).toHaveValue("");
  await page.keyboard.press("Control+k");
  await expect(palette.getByRole("combobox")).toHaveValue("");
});

test("Escape closes the palette before it is there", { tag: "@night" }, async ({ page }) => {
  await visit(page, "/tenants");
  await holdBackCode(page);
  await page.keyboard.press("Control+k");
  await page.keyboard.type("north");
  await page.keyboard.press("Escape");
  const search = page.getByRole("searchbox", { name: "Search tenants" });
  await search.focus();
  await page.keyboard.type("south");
  await expect(search).toHaveValue("south");
  await page.waitForTimeout(1000);
  await expect(page.getByRole("dialog")).toBeHidden();

  await page.keyboard.press("Control+k");
  await expect(page.getByRole("dialog").getByRole("combobox")).toHaveValue("");
});

test("Escape closes the palette and gives the focus back to where it was", { tag: "@night" }, async ({
  page,
}) => {
  await visit(page, "/tenants");
  const search = page.getByRole("searchbox", { name: "Search tenants" });
  await search.focus();
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("dialog", { name: "Search everything" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toBeHidden();
  await expect(search).toBeFocused();
});

test("pages and actions are found by other words, too; what is not there is said", { tag: "@night" }, async ({
  page,
}) => {
  await visit(page, "/");
  await page.getByRole("button", { name: "Search everything" }).click();
  const palette = page.getByRole("dialog", { name: "Search everything" });
  const input = palette.getByRole("combobox");
  await input.fill("appearance");
  await expect(palette.getByRole("option")).toHaveCount(3);
  await palette.getByRole("option", { name: "Use the dark theme" }).click();
  await expect(page.locator("html")).toHaveClass(/dark/);

  await page.keyboard.press("Control+k");
  await input.fill("zzz nothing");
  await expect(palette.getByText(/Nothing is called/)).toBeVisible();
  await input.fill("credentials");
  await palette.getByRole("option", { name: "Credentials", exact: true }).click();
  await expect(page).toHaveURL(/\/credentials$/);
});

test("the shortcuts are listed under a question mark, but not while somebody writes one", {
  tag: "@night",
}, async ({ page }) => {
  await visit(page, "/tenants");
  const search = page.getByRole("searchbox", { name: "Search tenants" });
  await search.pressSequentially("?");
  await expect(search).toHaveValue("?");
  await expect(page.getByRole("dialog")).toBeHidden();
  await search.fill("");
  await page.getByRole("heading", { name: "Tenants" }).click();
  await search.blur();
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Keyboard shortcuts" })).toContainText(
    "Search tenants, users, pages",
  );
});

test.describe("as a viewer", () => {
  test.use({ signedInAs: "viewer" });
  test("the palette offers nothing that would be refused", async ({ page }) => {
    await visit(page, "/");
    await page.keyboard.press("Control+k");
    const palette = page.getByRole("dialog", { name: "Search everything" });
    await expect(palette.getByRole("option", { name: "Sign out" })).toBeVisible();
    await expect(palette.getByRole("option", { name: /^Connect|^Read all|^Activity/ })).toHaveCount(0);
  });
});
