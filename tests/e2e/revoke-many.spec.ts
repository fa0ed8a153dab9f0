import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures";
import { expectForEverybody, expectOverlayForEverybody } from "./support/appearance";
import { personWithTokens } from "./support/estate";
import { rows, table } from "./support/tables";
import { visit } from "./support/visit";

async function openTokens(page: Page, tenantId: string, userId: string, count: number): Promise<void> {
  await visit(page, `/tenants/${tenantId}/users/${userId}`);
  await expect(rows(table(page, "OAuth tokens"))).toHaveCount(count);
}

test("somebody's tokens are taken away at once: selected, previewed, their number typed, and followed to the end", {
  tag: "@looks",
}, async ({ page, estate, sandbox: { control } }) => {
  const tenant = estate.connected(6);
  const { user, tokens } = await personWithTokens(control, tenant);
  const count = tokens.length;
  await openTokens(page, tenant.tenantId, user.id, count);
  await table(page, "OAuth tokens").getByRole("checkbox").first().click();
  await page.getByRole("button", { name: "Revoke selected" }).click();

  const words = `Revoke ${count} token${count === 1 ? "" : "s"}`;
  const dialog = page.getByRole("alertdialog", { name: words });
  await expect(dialog.getByRole("list", { name: "By user" })).toContainText(`${user.name} (${user.email})`);
  const confirm = dialog.getByRole("button", { name: words });
  await expect(confirm).toBeDisabled();
  await expectOverlayForEverybody(page);
  await dialog.getByRole("textbox", { name: `Type ${count} to confirm` }).fill(String(count));
  await dialog.getByRole("textbox", { name: "Reason" }).fill("Laptop stolen");
  await confirm.click();

  await expect(page).toHaveURL(/\/revocations\/[0-9a-f-]{36}$/);
  await expect(page.getByText(`${count} revoked`, { exact: true })).toBeVisible();
  await expect(page.getByRole("progressbar", { name: "Tokens revoked" })).toHaveAttribute(
    "aria-valuenow",
    String(count),
  );
  await expect(page.getByText("Finished", { exact: true })).toBeVisible();
  await expect(page.getByText(`${count} of ${count} revoked`, { exact: true })).toBeVisible();
  await page.reload();
  await expect(page.getByText("Reason: Laptop stolen")).toBeVisible();
  await expect(rows(table(page, "Tokens of the revocation"))).toHaveCount(count);
  await expectForEverybody(page);

  await visit(page, `/tenants/${tenant.tenantId}/users/${user.id}`);
  await expect(page.getByText("This user holds no OAuth tokens")).toBeVisible();
  await visit(page, "/revocations");
  await expect(rows(table(page, "Revocations")).first()).toContainText("Laptop stolen");
  await expectForEverybody(page);
});

test("a tenant that does not answer is named by the pause that waits for it, and the others are counted", async ({
  page,
  estate,
  sandbox: { control },
}) => {
  const tenant = estate.connected(14);
  const { user, tokens } = await personWithTokens(control, tenant, 2);
  const path = `/api/v1/oauth-tokens/${tokens[0]?.id}`;
  await control.addFault({ host: tenant.hostname, method: "DELETE", path, hang: true });
  await openTokens(page, tenant.tenantId, user.id, tokens.length);
  await table(page, "OAuth tokens").getByRole("checkbox").first().click();
  await page.getByRole("button", { name: "Revoke selected" }).click();
  const count = tokens.length;
  const dialog = page.getByRole("alertdialog", { name: `Revoke ${count} tokens` });
  await dialog.getByRole("textbox", { name: `Type ${count} to confirm` }).fill(String(count));
  await dialog.getByRole("button", { name: `Revoke ${count} tokens` }).click();

  await expect(page.getByText(new RegExp(`^${count - 1} of ${count} revoked`))).toBeVisible();
  await page.getByRole("button", { name: "Pause" }).click();
  await expect(page.getByText("Pausing", { exact: true })).toBeVisible();
  await expect(
    page.getByText(`${count - 1} of ${count} revoked · waiting for 1 request to ${tenant.name}`),
  ).toBeVisible();
  await control.clearFaults();
});

test("what is cancelled before it is confirmed changes nothing, and the focus goes back", async ({
  page,
  estate,
  sandbox: { control },
}) => {
  const tenant = estate.connected(7);
  const { user, tokens } = await personWithTokens(control, tenant);
  await openTokens(page, tenant.tenantId, user.id, tokens.length);
  await table(page, "OAuth tokens").getByRole("checkbox").nth(1).click();
  const button = page.getByRole("button", { name: "Revoke selected" });
  await button.click();
  const dialog = page.getByRole("alertdialog", { name: "Revoke 1 token" });
  await expect(dialog.getByRole("textbox", { name: "Type 1 to confirm" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(button).toBeFocused();
  await expect(rows(table(page, "OAuth tokens"))).toHaveCount(tokens.length);
});

test.describe("a viewer", () => {
  test.use({ signedInAs: "viewer" });

  test("sees revocations and selects no tokens", { tag: "@night" }, async ({
    page,
    estate,
    sandbox: { control },
  }) => {
    const tenant = estate.connected(7);
    const { user, tokens } = await personWithTokens(control, tenant);
    await openTokens(page, tenant.tenantId, user.id, tokens.length);
    await expect(table(page, "OAuth tokens").getByRole("checkbox")).toHaveCount(0);
    await visit(page, "/revocations");
    await expect(page.getByRole("heading", { name: "Revocations", level: 1 })).toBeVisible();
  });
});
