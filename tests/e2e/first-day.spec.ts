import { expect } from "./fixtures";
import { test } from "./own-console";
import { personWithTokens, readEstate } from "./support/estate";
import { signIn, signOut, typeCredentials } from "./support/forms";
import { column, rows, rowWith, showColumn, table } from "./support/tables";
import { takenOver, visit } from "./support/visit";

const administrator = {
  name: "Grace Gatekeeper",
  email: "grace@castellan.example",
  password: "portcullis-amber-harbour-58",
};

test.use({ expectedComplaints: /status of 401 .*\/api\/auth\/callback\/credentials/ });

test("an administrator gets from the set-up link to the first revoked token", async ({
  page,
  ownConsole,
  ownSandbox: { control },
}) => {
  test.slow();
  const estate = await readEstate(control);
  const organization = estate.organization(0);
  const tenant = estate.waiting(2);
  const tenantName = tenant.name ?? "";
  const { user, tokens } = await personWithTokens(control, tenant);
  const [token] = tokens;
  const link = /http:\S+\/setup\?token=\S+/.exec(ownConsole.output())?.[0] ?? "";

  await test.step("the link that the console printed makes the administrator", async () => {
    await visit(page, link);
    await page.getByRole("textbox", { name: "Name" }).fill(administrator.name);
    await page.getByRole("textbox", { name: "Email" }).fill(administrator.email);
    await page.getByRole("textbox", { name: "Password" }).fill(administrator.password);
    await page.getByRole("button", { name: "Create administrator" }).click();
    await expect(page.getByRole("heading", { name: "Welcome to Castellan" })).toBeVisible();
    await takenOver(page);
  });

  await test.step("the steps of connecting the organization are seen as they pass", async () => {
    // Long enough to be seen; nothing else of the check depends on it.
    await control.addFault({ path: "/api/core/tenants", times: 1, delayMs: 1500 });
    await page.getByRole("main").getByRole("link", { name: "Connect an organization" }).click();
    await page.getByRole("textbox", { name: "Name" }).fill(organization.name);
    await typeCredentials(page, organization);
    await page.getByRole("button", { name: "Connect organization" }).click();
    const steps = page.getByRole("list", { name: "Steps of the check" }).getByRole("listitem");
    await expect(steps).toHaveText([
      "Reach the host · passed",
      "Exchange the credentials · passed",
      "Permission to list tenants · running",
      "Read the tenants · not yet",
    ]);
    await expect(page.getByRole("heading", { name: "Tenants", level: 1 })).toBeVisible();
  });

  await test.step("every tenant of the organization is listed", async () => {
    await expect(page.getByRole("status").filter({ hasText: "60 tenants" })).toBeVisible();
    await expect(rows(table(page, "Tenants"))).toHaveCount(60);
  });

  await test.step("a tenant is connected by the form, its hostname filled in already", async () => {
    await table(page, "Tenants").getByRole("link", { name: tenantName }).click();
    await page.getByRole("link", { name: "Connect tenant" }).click();
    await expect(page.getByRole("textbox", { name: "Tenant hostname" })).toHaveValue(tenant.hostname);
    await typeCredentials(page, tenant);
    await page.getByRole("button", { name: "Connect tenant" }).click();
    await expect(
      page.getByRole("listitem").filter({ hasText: "Permission to list tokens · passed" }),
    ).toBeVisible();
    await expect(page.getByText("Connected", { exact: true })).toBeVisible();
  });

  const revokeButton = page.getByTitle(`Revoke token ${token.id}`);
  const dialog = page.getByRole("alertdialog", { name: "Revoke token" });
  await test.step("the tokens of a person are one click from the list of users", async () => {
    await page.getByRole("link", { name: "Users", exact: true }).click();
    await table(page, "Users").getByRole("link", { name: user.name }).click();
    await expect(page.getByRole("heading", { name: user.name })).toBeVisible();
    await expect(rows(table(page, "OAuth tokens"))).toHaveCount(tokens.length);
    await showColumn(page, "Token ID");
  });

  await test.step("Escape cancels a revocation, and the focus goes back to where it came from", async () => {
    await revokeButton.click();
    await expect(dialog.getByRole("button", { name: "Cancel" })).toBeFocused();
    await expect(dialog).toContainText(token.id);
    await expect(dialog).toContainText(user.name);
    await page.keyboard.press("Escape");
    await expect(dialog).toBeHidden();
    await expect(revokeButton).toBeFocused();
    expect(await control.token(tenant.tenantId, token.id)).not.toBeNull();
  });

  await test.step("a revoked token says so, and is gone after the next refresh", async () => {
    await revokeButton.click();
    await dialog.getByRole("button", { name: "Revoke" }).click();
    const row = rowWith(table(page, "OAuth tokens"), token.id);
    await expect(row).toContainText("Revoked by you");
    await expect(dialog).toBeHidden();
    expect(await control.token(tenant.tenantId, token.id)).toBeNull();
    await page.getByRole("button", { name: "Refresh" }).click();
    await expect(row).toHaveCount(0);
    await expect(rows(table(page, "OAuth tokens"))).toHaveCount(tokens.length - 1);
  });

  await test.step("the activity log names who did what", async () => {
    await page.getByRole("link", { name: "Activity" }).click();
    const activity = table(page, "Activity");
    await expect(rowWith(activity, "Revoked a token")).toHaveText(
      new RegExp(`${administrator.name}.*${token.id}.*${tenantName}.*Succeeded`),
    );
    await expect(rowWith(activity, "Connected a tenant")).toHaveText(
      new RegExp(`${administrator.name}.*${tenantName}.*Succeeded`),
    );
    await expect(rowWith(activity, "Connected an organization")).toContainText(organization.name);
    expect(new Set(await column(activity, "Who"))).toEqual(new Set([administrator.name]));
  });

  await test.step("the set-up link is gone, for those who are signed in and for those who are not", async () => {
    await visit(page, link);
    await expect(page.getByRole("heading", { name: "This link does not work" })).toBeVisible();
    await visit(page, "/");
    await signOut(page);
    await expect(page.getByRole("heading", { name: "Sign in to Castellan" })).toBeVisible();
    await visit(page, link);
    await expect(page.getByRole("heading", { name: "This link does not work" })).toBeVisible();
    await page.getByRole("link", { name: "Sign in" }).click();
  });

  await test.step("a wrong password is refused in words, the right one lets in again", async () => {
    await signIn(page, { ...administrator, password: "portcullis-amber-harbour-59" });
    await expect(page.getByRole("alert").filter({ hasText: "password" })).toHaveText(
      "The e-mail or the password is not right.",
    );
    await signIn(page, administrator);
    await expect(page.getByRole("heading", { name: "Overview" })).toBeVisible();
  });
});
