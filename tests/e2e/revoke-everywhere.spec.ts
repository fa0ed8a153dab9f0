import { expect, test } from "./fixtures";
import { expectOverlayForEverybody } from "./support/appearance";
import { personWithTokens } from "./support/estate";
import { rows, search, table } from "./support/tables";
import { visit } from "./support/visit";

/** Opening the page begins to read the tenants; they come in one by one. */
const READ_WITHIN_MS = 30_000;

test("all tokens of a person are read from Qlik in every connected tenant; one that refuses is named first", async ({
  page,
  estate,
  sandbox: { control },
}) => {
  const tenant = estate.connected(5);
  const refusing = estate.connected(8);
  const { user, tokens } = await personWithTokens(control, tenant);
  await visit(page, "/tokens/people");
  await expect(rows(table(page, "Tokens by user")).first()).toBeVisible({ timeout: READ_WITHIN_MS });
  await search(page, "Search users", user.email ?? "");
  const groups = rows(table(page, "Tokens by user"));
  await expect(groups).toHaveCount(1, { timeout: READ_WITHIN_MS });
  await control.addFault({ host: refusing.hostname, path: "/api/v1/", status: 403, body: {} });
  await groups
    .first()
    .getByRole("button", { name: /^Revoke/ })
    .click();

  const dialog = page.getByRole("alertdialog");
  const unread = dialog.getByRole("list", { name: "Could not be read" });
  await expect(unread).toContainText(refusing.name ?? "", { timeout: READ_WITHIN_MS });
  await expect(dialog.getByRole("link", { name: /not connected$/ })).toHaveAttribute(
    "href",
    "/tenants?connection=none",
  );
  await expectOverlayForEverybody(page);
  await control.clearFaults();
  const count = tokens.length;
  await expect(dialog).toHaveAccessibleName(`Revoke ${count} token${count === 1 ? "" : "s"}`);
  await dialog.getByRole("textbox", { name: `Type ${count} to confirm` }).fill(String(count));
  await dialog.getByRole("button", { name: /^Revoke/ }).click();
  await expect(page).toHaveURL(/\/revocations\/[0-9a-f-]{36}$/);
  await expect(page.getByText(`All tokens of ${user.name} (${user.email})`).first()).toBeVisible();
  await expect(page.getByText("Finished", { exact: true })).toBeVisible();
});

test("while one tenant hangs the dialog says for whom it waits, and can be closed", async ({
  page,
  estate,
  sandbox: { control },
}) => {
  const hung = estate.connected(8);
  await visit(page, "/tokens/clients");
  const groups = rows(table(page, "Tokens by client"));
  await expect(groups.first()).toBeVisible({ timeout: READ_WITHIN_MS });
  await control.addFault({ host: hung.hostname, path: "/api/v1/", delayMs: 15_000 });
  await groups
    .first()
    .getByRole("button", { name: /^Revoke/ })
    .click();
  const dialog = page.getByRole("alertdialog");
  await expect(dialog.getByRole("progressbar", { name: "Tenants read" })).toBeVisible();
  await expect(dialog.getByText(`Waiting for ${hung.name}`)).toBeVisible({ timeout: READ_WITHIN_MS });
  await expect(dialog.getByRole("textbox")).toHaveCount(0);
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await expect(dialog).toBeHidden();
  await control.clearFaults();
});
