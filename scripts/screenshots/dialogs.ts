import type { Page } from "@playwright/test";
import { demoAccount } from "@/scripts/lib/demo-account.js";
import { signIn, typeCredentials } from "@/tests/e2e/support/forms";
import { personOf, tenantOf } from "./pages";
import { at, open, type Scene, scene } from "./scene";

const button = (page: Page, name: string | RegExp) => page.getByRole("button", { name }).first();
const item = (page: Page, name: string | RegExp) => page.getByRole("menuitem", { name }).first();

async function chooseInRow(page: Page, row: number, name: string | RegExp): Promise<void> {
  await page
    .getByRole("button", { name: /^Actions for / })
    .nth(row)
    .click();
  await item(page, name).click();
}

/** Menus, lists and windows over a page. */
const over: readonly Scene[] = [
  scene("navigation", async (page) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await open(page, "/");
    await button(page, "Open navigation").click();
  }),
  scene("account-menu", async (page) => {
    await open(page, "/");
    await button(page, /^Account:/).click();
  }),
  scene("palette", async (page) => {
    await open(page, "/");
    await button(page, "Search everything").click();
    await page.getByRole("dialog").getByRole("combobox").fill("an");
    await page.waitForLoadState("networkidle");
  }),
  scene("shortcuts", async (page) => {
    await open(page, "/tenants");
    await page.getByRole("heading", { name: "Tenants" }).click();
    await page.keyboard.press("?");
    await page.getByRole("dialog").waitFor();
  }),
  scene("columns-menu", async (page) => {
    await open(page, "/tenants");
    await button(page, "Columns").click();
  }),
  scene("filter-menu", async (page) => {
    await open(page, "/tenants");
    await page
      .getByRole("group", { name: "Filters" })
      .getByRole("button", { name: /^Region/ })
      .click();
  }),
  scene("save-view", async (page) => {
    await open(page, "/tenants?status=active");
    await button(page, /^View/).click();
    await item(page, "Save as new view…").click();
  }),
  scene("tenants-selected", async (page) => {
    await open(page, "/tenants");
    await page.getByRole("checkbox").nth(0).click();
  }),
  scene("credential-menu", async (page) => {
    await open(page, "/credentials");
    await button(page, /^Actions for /).click();
  }),
  scene("activity-entry", async (page) => {
    await open(page, "/activity");
    await page.getByRole("table", { name: "Activity" }).getByRole("link").first().click();
    await page.getByRole("dialog").waitFor();
  }),
  scene("edit-row", async (page, { estate }) => {
    await open(page, "/credentials/tenants/many");
    const lines = [1, 2, 3].map((place) => `${estate.waiting(place).hostname},wrong,wrong`);
    await page.getByLabel("CSV file").setInputFiles({
      name: "tenants.csv",
      mimeType: "text/csv",
      buffer: Buffer.from(
        ["hostname,client id,client secret", ...lines, "evil.example.com,abc,def"].join("\n"),
      ),
    });
    await button(page, /^Check and connect/).click();
    await button(page, /^Edit /).click();
  }),
  scene("draft", async (page) => {
    await open(page, "/credentials/tenants/many");
    await page.getByRole("link", { name: "Go on" }).click();
    await page.getByRole("table", { name: "Tenants to connect" }).waitFor();
  }),
  scene("give-up-draft", async (page) => {
    await open(page, "/credentials/tenants/many");
    await page.getByRole("link", { name: "Go on" }).click();
    await button(page, "Give up the rest").click();
  }),
];

/** What asks before it acts, and what follows. */
const acts: readonly Scene[] = [
  scene("revoke-one", async (page, world) => {
    await open(page, await personOf(world));
    await button(page, "Revoke").click();
  }),
  scene("tokens-selected", async (page, world) => {
    await open(page, `${tenantOf(world)}/tokens`);
    await page.getByRole("checkbox").nth(1).click();
    await page.getByRole("checkbox").nth(2).click();
  }),
  scene("revoke-many", async (page) => {
    await open(page, "/tokens");
    await page.getByRole("checkbox").first().click();
    await button(page, "Revoke selected").click();
    await page.getByRole("alertdialog").getByRole("textbox").first().waitFor();
  }),
  scene("revoke-group", async (page) => {
    await open(page, "/tokens/clients");
    await page
      .getByRole("table")
      .getByRole("button", { name: /^Revoke/ })
      .first()
      .click();
    await page.getByRole("alertdialog").getByRole("textbox").first().waitFor();
  }),
  scene(
    "revocation",
    async (page, world) => {
      await world.sandbox.control.addFault({
        method: "DELETE",
        path: "/api/v1/oauth-tokens",
        skip: 1,
        times: 1,
        status: 403,
        body: { errors: [{ code: "OAUTH-14", title: "Forbidden" }] },
      });
      await open(page, await personOf(world));
      await page.getByRole("checkbox").first().click();
      await button(page, "Revoke selected").click();
      const dialog = page.getByRole("alertdialog");
      const field = dialog.getByRole("textbox", { name: /^Type / });
      await field.waitFor();
      const name = (await dialog.getByRole("button", { name: /^Revoke / }).textContent()) ?? "";
      await field.fill(/\d+/.exec(name.replaceAll(",", ""))?.[0] ?? "");
      await dialog.getByRole("textbox", { name: "Reason" }).fill("Laptop stolen on the train to Basel");
      await dialog.getByRole("button", { name: /^Revoke / }).click();
      await page.waitForURL(/\/revocations\//);
      await page.getByText("Finished", { exact: true }).waitFor();
      await page.waitForLoadState("networkidle");
    },
    { tidy: ({ sandbox }) => sandbox.control.clearFaults() },
  ),
  at("revocations-with-one", "/revocations"),
  scene("revoked-one", async (page, world) => {
    await open(page, await personOf(world));
    await button(page, "Revoke").click();
    await page.getByRole("alertdialog").getByRole("button", { name: "Revoke" }).click();
    await page.getByText("Revoked by you").waitFor();
  }),
  scene("remove-credential", async (page) => {
    await open(page, "/credentials?level=tenant");
    await chooseInRow(page, 0, /^Remove/);
  }),
  scene("remove-organization", async (page) => {
    await open(page, "/credentials?level=organization");
    await chooseInRow(page, 0, /^Remove/);
  }),
  scene("failed-check", async (page, { estate }) => {
    await open(page, `/credentials/tenants/new?tenant=${estate.waiting(1).tenantId}`);
    await typeCredentials(page, { clientId: estate.waiting(1).clientId, clientSecret: "of-another-client" });
    await button(page, "Connect tenant").click();
    await button(page, "Store it anyway").waitFor();
  }),
  scene("form-errors", async (page) => {
    await open(page, "/credentials/organizations/new");
    await button(page, "Connect organization").click();
    await page.getByText("Enter the client ID.").first().waitFor();
  }),
  scene("person-menu", async (page) => {
    await open(page, "/settings/people");
    await button(page, /^Actions for Otto/).click();
  }),
  scene("change-role", async (page) => {
    await open(page, "/settings/people");
    await button(page, /^Actions for Otto/).click();
    await item(page, /role/).click();
  }),
  scene("remove-person", async (page) => {
    await open(page, "/settings/people");
    await button(page, /^Actions for Otto/).click();
    await item(page, /^(Remove|Disable|Take)/).click();
  }),
  scene("invited", async (page) => {
    await open(page, "/settings/people/invite");
    await page.getByRole("textbox", { name: "Name" }).fill("Ivo Invited");
    await page.getByRole("textbox", { name: "Email" }).fill("ivo@castellan.example");
    await button(page, "Make the link").click();
    await page.getByText("The link is made").waitFor();
  }),
  scene(
    "invitation",
    async (page, { console: { origin }, sessionOf }) => {
      const browser = page.context().browser();
      const admin = await browser?.newContext({ baseURL: origin, storageState: await sessionOf("admin") });
      const theirs = await admin?.newPage();
      if (!theirs) throw new Error("There is no browser.");
      await open(theirs, "/settings/people/invite");
      await theirs.getByRole("textbox", { name: "Name" }).fill("Jo Joining");
      await theirs.getByRole("textbox", { name: "Email" }).fill("jo@castellan.example");
      await button(theirs, "Make the link").click();
      await theirs.getByText("The link is made").waitFor();
      const link = (await theirs.locator("[data-invitation-link]").textContent()) ?? "";
      await admin?.close();
      await open(page, link);
    },
    { as: null },
  ),
  scene(
    "confirm-backup",
    async (page) => {
      await open(page, "/settings/keys");
      await button(page, /back/i).click();
    },
    { world: "new" },
  ),
  scene("second-factor", async (page) => {
    await open(page, "/second-factor");
    await button(page, "Begin").click();
    await page.getByRole("textbox", { name: "Code" }).waitFor();
  }),
  scene("sign-in-again", async (page) => {
    await open(page, "/settings");
    await page.route("**/api/**", (route) =>
      route.request().method() === "GET"
        ? route.continue()
        : route.fulfill({
            status: 403,
            contentType: "application/problem+json",
            body: JSON.stringify({
              type: "about:blank",
              status: 403,
              code: "sign_in_again",
              title: "Confirm that it is you",
              detail: "Confirm that it is you.",
              requestId: "0",
            }),
          }),
    );
    await open(page, "/credentials/organizations/new");
    await page.getByRole("textbox", { name: "Name" }).fill("Acme");
    await typeCredentials(page, { clientId: "an-id", clientSecret: "a-secret" });
    await button(page, "Connect organization").click();
    await page.getByRole("dialog").waitFor();
  }),
  scene(
    "signed-in-new",
    async (page) => {
      await open(page, "/sign-in");
      await signIn(page, demoAccount);
      await page.getByRole("heading", { level: 1, name: /Welcome/ }).waitFor();
      await page.waitForLoadState("networkidle");
    },
    { as: null, world: "new" },
  ),
];

export const dialogs: readonly Scene[] = [...over, ...acts];
