import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures";
import { personWithTokens } from "./support/estate";
import { rows, rowWith, search, showColumn, table } from "./support/tables";
import { visit } from "./support/visit";

const dialog = (page: Page) => page.getByRole("alertdialog", { name: "Revoke token" });
const revokeButton = (page: Page, tokenId: string) => page.getByTitle(`Revoke token ${tokenId}`);

async function openTokens(page: Page, tenantId: string, userId: string): Promise<void> {
  await visit(page, `/tenants/${tenantId}/users/${userId}`);
  await expect(rows(table(page, "OAuth tokens")).first()).toBeVisible();
  await showColumn(page, "Token ID");
}

test("a token that somebody else revoked meanwhile is calmly called gone", async ({
  page,
  estate,
  openContext,
  sessionOf,
  sandbox: { control },
}) => {
  const tenant = estate.connected(4);
  const { user, tokens } = await personWithTokens(control, tenant);
  const [{ id }] = tokens;
  const colleague = await (await openContext({ storageState: await sessionOf("operator") })).newPage();
  await openTokens(page, tenant.tenantId, user.id);
  await openTokens(colleague, tenant.tenantId, user.id);

  await revokeButton(colleague, id).click();
  await dialog(colleague).getByRole("button", { name: "Revoke" }).click();
  await expect(rowWith(table(colleague, "OAuth tokens"), id)).toContainText("Revoked by you");

  await revokeButton(page, id).click();
  await dialog(page).getByRole("button", { name: "Revoke" }).click();
  await expect(rowWith(table(page, "OAuth tokens"), id)).toContainText("Already gone");
  await expect(dialog(page)).toBeHidden();
  await expect(page.getByText("The token was already gone")).toBeVisible();
  await expect(page.getByRole("alert").filter({ hasText: /\S/ })).toHaveCount(0);

  await visit(page, "/activity");
  await expect(rowWith(table(page, "Activity"), id).filter({ hasText: "Already gone" })).toHaveCount(1);
});

test.describe("when Qlik cannot revoke right now", () => {
  test.use({ expectedComplaints: /status of 424 .*\/oauth-tokens\// });

  test("the question stays and says what happened, and the row is unchanged", async ({
    page,
    estate,
    sandbox: { control },
  }) => {
    const tenant = estate.connected(5);
    const { user, tokens } = await personWithTokens(control, tenant);
    const [{ id }] = tokens;
    await openTokens(page, tenant.tenantId, user.id);
    const body = { errors: [{ code: "OAUTH-SLEEPS", title: "Service unavailable" }], traceId: "00trace42" };
    await control.addFault({ host: tenant.hostname, method: "DELETE", status: 503, body });

    await revokeButton(page, id).click();
    const revoke = dialog(page).getByRole("button", { name: "Revoke" });
    await revoke.click();
    const why = dialog(page).getByRole("alert");
    await expect(why).toContainText("The token was not revoked");
    await expect(why).toContainText("Qlik answered 503 OAUTH-SLEEPS: the service has a problem of its own.");
    await expect(why).toContainText("Try again in a few minutes.");
    await expect(why).toContainText("Trace 00trace42");
    await expect(why).toContainText(/Request [0-9a-f-]{36}/);
    expect(await control.token(tenant.tenantId, id)).not.toBeNull();

    await page.keyboard.press("Escape");
    await expect(dialog(page)).toBeHidden();
    await expect(revokeButton(page, id)).toBeFocused();
    await expect(rowWith(table(page, "OAuth tokens"), id)).not.toContainText("Revoked");

    await control.clearFaults();
    await revokeButton(page, id).click();
    await expect(dialog(page).getByRole("alert")).toHaveCount(0);
    await revoke.click();
    await expect(rowWith(table(page, "OAuth tokens"), id)).toContainText("Revoked by you");
  });
});

test("no row says revoked before Qlik has answered, and nothing closes the question meanwhile", async ({
  page,
  estate,
  sandbox: { control },
}) => {
  const tenant = estate.connected(6);
  const { user, tokens } = await personWithTokens(control, tenant);
  const [{ id }] = tokens;
  await openTokens(page, tenant.tenantId, user.id);
  await control.addFault({ host: tenant.hostname, method: "DELETE", times: 1, delayMs: 2000 });
  await revokeButton(page, id).click();
  await page.mouse.click(5, 5);
  await dialog(page).getByRole("button", { name: "Revoke" }).click();
  await expect(dialog(page).getByRole("button", { name: "Revoking…" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(dialog(page)).toBeVisible();
  await expect(page.getByText("Revoked by you")).toHaveCount(0);
  await expect(page.getByText("Revoked by you")).toBeVisible();
  await expect(dialog(page)).toBeHidden();
});

test("the tokens of a tenant name whose they are, and are found by that name", { tag: "@night" }, async ({
  page,
  estate,
  sandbox: { control },
}) => {
  const tenant = estate.connected(7);
  const { user, tokens } = await personWithTokens(control, tenant);
  await visit(page, `/tenants/${tenant.tenantId}`);
  await page.getByRole("main").getByRole("link", { name: "Tokens", exact: true }).click();
  await expect(rows(table(page, "OAuth tokens")).first()).toBeVisible();
  // Asked afterwards, because the console's own token comes into being with its first question.
  const all = await control.tokens(tenant.tenantId);
  await expect(page.getByRole("status").filter({ hasText: `${all.length} tokens` })).toBeVisible();

  const found = rows(table(page, "OAuth tokens"));
  await search(page, "Search tokens", user.email ?? "");
  await expect(found).toHaveCount(tokens.length);
  for (const row of await found.all()) {
    await expect(row.getByRole("link", { name: user.name })).toBeVisible();
    await expect(row.getByRole("button", { name: "Revoke" })).toBeVisible();
  }
  await found.first().getByRole("link", { name: user.name }).click();
  await expect(page.getByRole("heading", { name: user.name })).toBeVisible();
  await expect(page).toHaveURL(new RegExp(`/tenants/${tenant.tenantId}/users/${user.id}`));
});
