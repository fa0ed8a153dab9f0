import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures";
import { personWithTokens } from "./support/estate";
import { rows, table } from "./support/tables";
import { visit } from "./support/visit";

// The browser itself reports what it could not fetch.
test.use({ expectedComplaints: /ERR_FAILED/ });

const CODE = "**/_next/static/chunks/*.js";

/** As when the network is away, or the console was updated and no longer has the code of the page's version. */
const refuseCode = (page: Page) => page.route(CODE, (route) => route.abort());
const giveCodeAgain = (page: Page) => page.unroute(CODE);

/** Longer than a page stands still before it fetches what nobody asked for yet, and tries that twice. */
const UNTIL_ALL_FAILED_MS = 3000;

test("a menu whose code cannot be fetched says so, and opens once it can be", { tag: "@night" }, async ({
  page,
}) => {
  await visit(page, "/tenants");
  // With it the code of messages has come.
  await expect(page.getByRole("region", { name: /Notifications/ })).toBeAttached();
  await refuseCode(page);
  const columns = page.getByRole("button", { name: "Columns" });
  await columns.click();
  await expect(page.getByText("That could not be opened")).toBeVisible();
  await expect(page.getByText(/reload the page/)).toBeVisible();
  await expect(columns).toHaveAttribute("aria-expanded", "false");
  await giveCodeAgain(page);
  await columns.click();
  await expect(page.getByRole("menu", { name: "Columns" })).toBeVisible();
});

test("what a page fetches beforehand may fail without taking the page away, and is fetched when it is asked for", {
  tag: "@night",
}, async ({ page, estate, sandbox: { control } }) => {
  const tenant = estate.connected(12);
  const { user } = await personWithTokens(control, tenant);
  await visit(page, `/tenants/${tenant.tenantId}/users/${user.id}`);
  await refuseCode(page);
  const tokens = rows(table(page, "OAuth tokens"));
  await expect(tokens.first()).toBeVisible();
  await page.waitForTimeout(UNTIL_ALL_FAILED_MS);
  await expect(tokens.first()).toBeVisible();

  await giveCodeAgain(page);
  await page.getByRole("button", { name: "Revoke" }).first().click();
  await expect(page.getByRole("alertdialog", { name: "Revoke token" })).toBeVisible();
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("dialog", { name: "Search everything" })).toBeVisible();
});
