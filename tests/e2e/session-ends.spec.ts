import type { Page } from "@playwright/test";
import { expect } from "./fixtures";
import { test } from "./own-console";
import { expectOverlayForEverybody } from "./support/appearance";
import { signOut } from "./support/forms";
import { endSessions, openSession } from "./support/sessions";
import { takenOver, visit } from "./support/visit";

const ada = { email: "ada@example.com", password: "gatehouse-lantern-orchard-42" };
const vera = { email: "vera@example.com", password: "drawbridge-copper-meadow-17" };

test.use({ firstAdministrator: ada, expectedComplaints: /status of (401|409) / });

const again = (page: Page) => page.getByRole("dialog", { name: "Sign in again" });

async function returnAs(page: Page, password: string): Promise<void> {
  await again(page).getByRole("textbox", { name: "Password" }).fill(password);
  await again(page).getByRole("button", { name: "Sign in", exact: true }).click();
}

test("a form with a secret outlives the session: signing in over it goes on with what was typed", async ({
  page,
  ownSandbox,
  ownDataDir,
}) => {
  const { organizations } = await ownSandbox.control.credentials();
  const [{ name, clientId, clientSecret } = { name: "", clientId: "", clientSecret: "" }] = organizations;
  await visit(page, "/credentials/organizations/new");
  await page.getByRole("textbox", { name: "Name" }).fill(name);
  await page.getByRole("textbox", { name: "Client ID" }).fill(clientId);
  await page.getByRole("textbox", { name: "Client secret" }).fill(clientSecret);
  endSessions(ownDataDir);
  await page.getByRole("button", { name: "Connect organization" }).click();

  await expect(again(page).getByRole("textbox", { name: "Password" })).toBeFocused();
  await expect(again(page)).toContainText("What you asked for last is done once you have signed in.");
  await expectOverlayForEverybody(page);
  // Nothing of the page is there for whoever stands before it, and nothing closes what stands over it.
  await page.keyboard.press("Escape");
  await expect(again(page)).toBeVisible();
  await expect(page.locator("main")).toBeHidden();
  const kept = await page.evaluate(() =>
    JSON.stringify([{ ...sessionStorage }, { ...localStorage }, history.state]),
  );
  expect(kept + page.url()).not.toContain(clientSecret);

  await returnAs(page, "not that one at all");
  await expect(again(page).getByText("The email or the password is not right.")).toBeVisible();
  await returnAs(page, ada.password);
  await expect(again(page)).toHaveCount(0);
  await expect(page).toHaveURL(/\/(credentials|tenants)/);
  await expect(page.getByText(name).first()).toBeVisible();
});

test("tabs ask by themselves and stay; signing in in one brings back all, signing out leaves all", async ({
  page,
  context,
  ownDataDir,
}) => {
  const other = await context.newPage();
  for (const tab of [page, other]) {
    await visit(tab, "/settings/people/invite");
    await tab.getByRole("textbox", { name: "Email" }).fill("typed@example.com");
  }
  endSessions(ownDataDir);
  // As a tab asks when somebody comes back to it.
  for (const tab of [page, other]) {
    await tab.evaluate(() => window.dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true })));
    await expect(again(tab)).toContainText("It goes on once you have signed in.");
  }
  await returnAs(page, ada.password);
  for (const tab of [page, other]) {
    await expect(again(tab)).toHaveCount(0);
    await expect(tab.getByRole("textbox", { name: "Email" })).toHaveValue("typed@example.com");
  }
  await signOut(page);
  for (const tab of [page, other]) {
    await expect(tab).toHaveURL(/\/sign-in/);
    await takenOver(tab);
    await expect(tab.getByText("typed@example.com")).toHaveCount(0);
  }
});

test("with the session of somebody else nothing of a page goes on, and it says who that is", async ({
  page,
  context,
  ownConsole,
  ownDataDir,
  openContext,
}) => {
  // Three people come and go in it.
  test.slow();
  await visit(page, "/settings/people/invite");
  const invite = async (email: string) => {
    await page.getByRole("textbox", { name: "Name" }).fill("Vera Viewer");
    await page.getByRole("textbox", { name: "Email" }).fill(email);
    await page.getByRole("button", { name: "Make the link" }).click();
  };
  await invite(vera.email);
  const link = (await page.locator("[data-invitation-link]").textContent()) ?? "";
  const theirs = await (await openContext()).newPage();
  await visit(theirs, link);
  await theirs.getByRole("textbox", { name: "Password" }).first().fill(vera.password);
  await theirs.getByRole("button", { name: /^(Join|Create)/ }).click();
  await expect(theirs.getByRole("navigation", { name: "Main" })).toBeVisible();

  await visit(page, "/settings/people/invite");
  await context.clearCookies();
  await context.addCookies((await openSession(ownConsole.origin, vera)).cookies);
  await invite("typed@example.com");
  const dialog = page.getByRole("dialog", { name: "Somebody else is signed in" });
  await expect(dialog).toContainText("Vera Viewer (vera@example.com) is signed in in this browser now");
  await expectOverlayForEverybody(page);
  await dialog.getByRole("button", { name: /^Sign in as / }).click();
  await returnAs(page, ada.password);
  await expect(page.locator("[data-invitation-link]")).toBeVisible();

  // The other way: whoever is signed in now takes over, and nothing typed is left.
  await visit(page, "/settings/people/invite");
  endSessions(ownDataDir);
  await context.addCookies((await openSession(ownConsole.origin, vera)).cookies);
  await invite("never@example.com");
  await dialog.getByRole("button", { name: "Reload the page" }).click();
  await takenOver(page);
  await expect(page.getByText("This page needs the role admin.")).toBeVisible();
});
