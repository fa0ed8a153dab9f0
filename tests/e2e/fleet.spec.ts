import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures";
import { personWithTokens } from "./support/estate";
import { rows, search, table } from "./support/tables";
import { visit } from "./support/visit";

/** Opening the page begins to read the tenants; they come in one by one. */
const READ_WITHIN_MS = 30_000;

async function openFleet(page: Page, question: Record<string, string>, count: number): Promise<void> {
  await visit(page, `/tokens?${new URLSearchParams(question)}`);
  await expect(rows(table(page, "OAuth tokens"))).toHaveCount(count, { timeout: READ_WITHIN_MS });
}

test("all tokens that match are found in the fleet, previewed, taken away and reported", async ({
  page,
  estate,
  sandbox: { control },
}) => {
  const tenant = estate.connected(9);
  const { user, tokens } = await personWithTokens(control, tenant);
  const count = tokens.length;
  await openFleet(page, { user: user.id }, count);
  await search(page, "Search tokens", user.name);
  await expect(rows(table(page, "OAuth tokens"))).toHaveCount(count);

  await page.getByRole("button", { name: "Selection options" }).click();
  await page.getByRole("menuitem", { name: `All ${count} matching` }).click();
  await page.getByRole("button", { name: "Revoke selected" }).click();
  const words = `Revoke ${count} tokens`;
  const dialog = page.getByRole("alertdialog", { name: words });
  await expect(dialog.getByRole("list", { name: "By user" })).toContainText(user.name);
  await dialog.getByRole("textbox", { name: `Type ${count} to confirm` }).fill(String(count));
  await dialog.getByRole("button", { name: words }).click();

  await expect(page).toHaveURL(/\/revocations\/[0-9a-f-]{36}$/);
  await expect(page.getByText(`${count} revoked`, { exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Export" }).click();
  const download = page.waitForEvent("download");
  await page.getByRole("menuitem", { name: /^CSV/ }).click();
  expect((await download).suggestedFilename()).toMatch(/^revocation-.*\.csv$/);

  await visit(page, `/tokens?user=${user.id}`);
  await expect(page.getByText("No tokens match")).toBeVisible();
  await openFleet(page, { user: user.id, state: "gone" }, count);
});

test("a group leads to its tokens, and back, without a mouse", { tag: "@night" }, async ({ page }) => {
  await visit(page, "/tokens/clients");
  const groups = rows(table(page, "Tokens by client"));
  await expect(groups.first()).toBeVisible({ timeout: READ_WITHIN_MS });
  const button = groups.first().getByRole("button", { name: /^Revoke/ });
  await button.focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alertdialog").getByRole("button", { name: "Cancel" })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("alertdialog")).toBeHidden();
  await expect(button).toBeFocused();
  await groups.first().getByRole("link").first().focus();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/tokens\?client=/);
  await expect(rows(table(page, "OAuth tokens")).first()).toBeVisible();
});

test.describe("a viewer", () => {
  test.use({ signedInAs: "viewer" });

  test("sees the tokens of the fleet and can take none of them away", async ({ page }) => {
    await visit(page, "/tokens");
    await expect(rows(table(page, "OAuth tokens")).first()).toBeVisible({ timeout: READ_WITHIN_MS });
    await expect(page.getByRole("checkbox")).toHaveCount(0);
    await expect(page.getByRole("button", { name: /^(Revoke|Read again)/ })).toHaveCount(0);
  });
});
