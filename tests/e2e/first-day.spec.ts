import { expect } from "./fixtures";
import { test } from "./own-console";
import { heard, listen } from "./support/announcements";
import { personWithTokens, readEstate } from "./support/estate";
import { signIn, signOut } from "./support/forms";
import { enterOn, expectNewPage, typeInto } from "./support/keyboard";
import { column, rows, rowWith, showColumn, table } from "./support/tables";
import { takenOver, visit } from "./support/visit";

const administrator = {
  name: "Grace Gatekeeper",
  email: "grace@castellan.example",
  password: "portcullis-amber-harbour-58",
};

// What asks for the session while it is being ended is refused, too.
test.use({ expectedComplaints: /status of 401 .*\/api\/(auth\/callback\/credentials|session)\b/ });

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
  const main = page.getByRole("navigation", { name: "Main" });
  const guide = page.getByRole("heading", { name: "Next: connect a tenant", level: 2 });
  const all: string[] = [];
  const hear = async () => {
    all.push(...(await heard(page)));
    return all;
  };
  await listen(page);
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

  await test.step("the organization is connected without a mouse; its steps are seen and heard as they pass", async () => {
    // Long enough to be seen; nothing else of the check depends on it.
    await control.addFault({ path: "/api/core/tenants", times: 1, delayMs: 1500 });
    await enterOn(page.getByRole("main").getByRole("link", { name: "Connect an organization" }));
    await expectNewPage(page, "Connect an organization · Castellan");
    await typeInto(page.getByRole("textbox", { name: "Name" }), organization.name);
    await typeInto(page.getByRole("textbox", { name: "Client ID" }), organization.clientId);
    await typeInto(page.getByRole("textbox", { name: "Client secret" }), organization.clientSecret);
    await enterOn(page.getByRole("button", { name: "Connect organization" }));
    const steps = page.getByRole("list", { name: "Steps of the check" }).getByRole("listitem");
    await expect(steps).toHaveText([
      "Reach the host · passed",
      "Exchange the credentials · passed",
      "Permission to list tenants · running",
      "Read the tenants · not yet",
    ]);
    await expect.poll(hear).toContain("Exchange the credentials: passed");
    await expectNewPage(page, "Tenants · Castellan");
    const result = `${organization.name} is connected: 60 tenants`;
    await expect.poll(async () => (await hear()).filter((text) => text === result)).toHaveLength(1);
  });

  await test.step("every tenant of the organization is listed", async () => {
    await expect(page.getByRole("status").filter({ hasText: "60 tenants" })).toBeVisible();
    await expect(rows(table(page, "Tenants"))).toHaveCount(60);
    await expect(page.getByText("Next: connect a tenant")).toBeVisible();
  });

  await test.step("the guide on the overview knows that the first step is done, and leads to the second", async () => {
    await main.getByRole("link", { name: "Overview" }).click();
    await expect(guide).toBeVisible();
    await expect(page.getByRole("listitem").filter({ hasText: "Connect your organization" })).toContainText(
      "done",
    );
    await enterOn(page.getByRole("main").getByRole("link", { name: "Choose a tenant" }));
    await expectNewPage(page, "Tenants · Castellan");
  });

  await test.step("a tenant is connected by the form, its hostname filled in already, without a mouse", async () => {
    await typeInto(page.getByRole("searchbox", { name: "Search tenants" }), tenant.hostname);
    await expect(rows(table(page, "Tenants"))).toHaveCount(1);
    await enterOn(table(page, "Tenants").getByRole("link", { name: tenantName }));
    await enterOn(page.getByRole("link", { name: "Connect tenant" }));
    await expect(page.getByRole("textbox", { name: "Tenant hostname" })).toHaveValue(tenant.hostname);
    await typeInto(page.getByRole("textbox", { name: "Client ID" }), tenant.clientId);
    await typeInto(page.getByRole("textbox", { name: "Client secret" }), tenant.clientSecret);
    await enterOn(page.getByRole("button", { name: "Connect tenant" }));
    await expect(page.getByText("Connected", { exact: true })).toBeVisible();
    await expectNewPage(page, `${tenantName} · Castellan`);
  });

  await test.step("with the first connected tenant the guide is gone", async () => {
    await main.getByRole("link", { name: "Overview" }).click();
    await expect(page.getByRole("heading", { name: "Tenants by status" })).toBeVisible();
    await expect(guide).toBeHidden();
    await main.getByRole("link", { name: "Tenants" }).click();
    await expect(rows(table(page, "Tenants"))).toHaveCount(60);
    await expect(page.getByText("Next: connect a tenant")).toBeHidden();
    await table(page, "Tenants").getByRole("link", { name: tenantName }).click();
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
      "The email or the password is not right.",
    );
    await signIn(page, administrator);
    await expect(page.getByRole("heading", { name: "Overview" })).toBeVisible();
  });
});
