import type { Page } from "@playwright/test";
import { type RunningProvider, startOpenIdProvider } from "@/tests/support/servers/openid-provider";
import { expect } from "./fixtures";
import { test as base } from "./own-console";
import type { Account } from "./support/accounts";
import { expectForEverybody, expectOverlayForEverybody } from "./support/appearance";
import { signIn, signOut } from "./support/forms";
import { ageSignIns, endSessions } from "./support/sessions";
import { rowWith, table } from "./support/tables";
import { reload, takenOver, visit } from "./support/visit";

const administrator: Account = { email: "grace@castellan.example", password: "portcullis-amber-harbour-58" };

const ada = { subject: "ada-at-provider", claims: { name: "Ada Lovelace", email: "ada@castellan.example" } };
const olga = {
  subject: "olga-at-provider",
  claims: { name: "Olga Oncall", email: "olga@castellan.example", groups: ["everybody", "castellan-ops"] },
};

type ProviderFixtures = { readonly provider: RunningProvider; readonly mapping: string | null };

/** A console beside a real OpenID provider, each in a process of its own. */
const test = base.extend<ProviderFixtures>({
  mapping: [null, { option: true }],
  provider: async ({ browserName: _ }, use) => {
    const provider = await startOpenIdProvider([ada, olga]);
    await use(provider);
    await provider.stop();
  },
  ownVariables: async ({ provider, mapping }, use) => {
    const roles = mapping
      ? { OIDC_ROLE_MAPPING: mapping, OIDC_SCOPES: "openid email profile groups" }
      : undefined;
    await use({ ...provider.env, OIDC_NAME: "Example ID", ...roles });
  },
});
// Chromium asks every origin for one.
test.use({ firstAdministrator: administrator, expectedComplaints: /favicon|status of 40[19] / });

const button = (page: Page) => page.getByRole("button", { name: "Sign in with Example ID" });

/** At the provider's own page. */
async function continueAs(page: Page, subject: string): Promise<void> {
  await page.getByRole("textbox", { name: "User" }).fill(subject);
  await page.getByRole("button", { name: "Continue" }).click();
}

async function expectSignedInAs(page: Page, name: string, role: string): Promise<void> {
  await page.getByRole("button", { name: `Account: ${name}` }).click();
  await expect(page.getByRole("menu")).toContainText(role);
  await page.keyboard.press("Escape");
}

test("somebody comes back from the provider as a viewer, to where they wanted to go", {
  tag: "@looks",
}, async ({ page: admin, openContext, ownConsole }) => {
  const page = await (await openContext()).newPage();
  await visit(page, "/tenants?status=active");
  await expectForEverybody(page);
  await button(page).click();
  await continueAs(page, ada.subject);
  await expect(page).toHaveURL("/tenants?status=active");
  await takenOver(page);
  await expectSignedInAs(page, "Ada Lovelace", "viewer");

  await visit(admin, "/settings/people");
  const row = rowWith(table(admin, "People"), "ada@castellan.example");
  await expect(row).toContainText("Single sign-on");
  await expect(row).toContainText("viewer");
  expect(ownConsole.output()).not.toContain("canary");

  // Signed in there still: this time nothing is asked.
  await signOut(page);
  await expect(button(page)).toBeVisible();
  await takenOver(page);
  await button(page).click();
  await expect(page.getByRole("navigation", { name: "Main" })).toBeVisible();
  await expect(admin.getByRole("status").filter({ hasText: "2 people" })).toBeVisible();
});

test.describe("with a mapping of groups", () => {
  test.use({ mapping: "admin=castellan-admins,operator=castellan-ops" });

  test("the role follows the groups at each sign-in, and ends other sessions when it changes", async ({
    page: admin,
    openContext,
    provider,
  }) => {
    const context = await openContext();
    const page = await context.newPage();
    await visit(page, "/sign-in");
    await button(page).click();
    await continueAs(page, olga.subject);
    await expect(page.getByRole("navigation", { name: "Main" })).toBeVisible();
    await takenOver(page);
    await expectSignedInAs(page, "Olga Oncall", "operator");

    await visit(admin, "/settings/people");
    await expect(rowWith(table(admin, "People"), "Olga Oncall")).toContainText("operator · by group");
    await admin.getByRole("button", { name: "Actions for Olga Oncall" }).click();
    await admin.getByRole("menuitem", { name: "Change role" }).click();
    const dialog = admin.getByRole("alertdialog", { name: "Change role" });
    await dialog.getByRole("combobox", { name: "Role" }).click();
    await admin.getByRole("option", { name: "admin" }).click();
    await dialog.getByRole("button", { name: "Change role" }).click();
    await expect(dialog).toContainText("This role comes from the groups of the single sign-on provider.");
    await dialog.getByRole("button", { name: "Cancel" }).click();

    await provider.setPeople([ada, { ...olga, claims: { ...olga.claims, groups: ["everybody"] } }]);
    const elsewhere = await (await openContext()).newPage();
    await visit(elsewhere, "/sign-in");
    await button(elsewhere).click();
    await continueAs(elsewhere, olga.subject);
    await expect(elsewhere.getByRole("navigation", { name: "Main" })).toBeVisible();
    await takenOver(elsewhere);
    await expectSignedInAs(elsewhere, "Olga Oncall", "viewer");
    await page.goto("/tenants");
    await expect(page).toHaveURL(/\/sign-in\?callbackUrl=/);
  });
});

test.describe("somebody who signed in a while ago", () => {
  test.use({ mapping: "admin=castellan-ops", expectedComplaints: /favicon|status of 40[139] / });

  test("is asked by their provider again, in a window, for what needs a recent sign-in, and does it then, with what was typed", async ({
    openContext,
    ownDataDir,
  }) => {
    const page = await (await openContext()).newPage();
    await visit(page, "/settings/sign-in");
    await button(page).click();
    await continueAs(page, olga.subject);
    await expect(page).toHaveURL("/settings/sign-in");
    await takenOver(page);
    const minutes = page.getByRole("spinbutton", { name: "Ends without use after (minutes)" });
    const save = page.getByRole("button", { name: "Save" });
    const saved = page.getByText("The settings are saved");
    await minutes.fill("44");
    // The provider has just asked who it is, and says so.
    await save.click();
    await expect(saved).toBeVisible();

    ageSignIns(ownDataDir);
    await minutes.fill("45");
    await save.click();
    const dialog = page.getByRole("dialog", { name: "Confirm that it is you" });
    const opening = page.waitForEvent("popup");
    await dialog.getByRole("button", { name: "Sign in again" }).click();
    const popup = await opening;
    await continueAs(popup, olga.subject);
    await expect(dialog).toHaveCount(0);
    await expect(minutes).toHaveValue("45");
    await expect(saved.first()).toBeVisible();
    await reload(page);
    await expect(minutes).toHaveValue("45");
  });

  test("comes back through a window when their session has ended, and as another person does nothing", async ({
    openContext,
    ownDataDir,
  }) => {
    const page = await (await openContext()).newPage();
    await visit(page, "/settings/people/invite");
    await button(page).click();
    await continueAs(page, olga.subject);
    await expect(page).toHaveURL("/settings/people/invite");
    await takenOver(page);
    await page.getByRole("textbox", { name: "Name" }).fill("Typed Once");
    await page.getByRole("textbox", { name: "Email" }).fill("typed@castellan.example");
    endSessions(ownDataDir);
    await page.getByRole("button", { name: "Make the link" }).click();
    const dialog = page.getByRole("dialog", { name: "Sign in again" });
    await expect(dialog).toContainText("Olga Oncall (olga@castellan.example)");
    await expectOverlayForEverybody(page);
    const comeBack = async (subject: string) => {
      const opening = page.waitForEvent("popup");
      await page
        .getByRole("dialog")
        .getByRole("button", { name: /^Sign in with Example ID$/ })
        .click();
      await continueAs(await opening, subject);
    };
    await comeBack(ada.subject);
    const other = page.getByRole("dialog", { name: "Somebody else is signed in" });
    await expect(other).toContainText(
      "Ada Lovelace (ada@castellan.example) is signed in in this browser now",
    );
    await expect(page.getByText("Typed Once")).toHaveCount(0);
    await other.getByRole("button", { name: "Sign in as Olga Oncall" }).click();
    await comeBack(olga.subject);
    await expect(page.locator("[data-invitation-link]")).toBeVisible();
    await expect(page.getByRole("dialog")).toHaveCount(0);
  });
});

test("whoever has a password account under the same e-mail is refused with words, not let in", {
  tag: "@night",
}, async ({ openContext, provider }) => {
  await provider.setPeople([{ subject: "mallory", claims: { name: "Mallory", email: administrator.email } }]);
  const page = await (await openContext()).newPage();
  await visit(page, "/sign-in");
  await button(page).click();
  await continueAs(page, "mallory");
  await expect(page.getByRole("main").getByRole("alert")).toContainText(
    "There is an account with your email address here already",
  );
  await page.goto("/tenants");
  await expect(page).toHaveURL(/\/sign-in/);
});

test("refusals are told in words: no e-mail, an unverified one, cancelled, disabled", {
  tag: "@night",
}, async ({ page: admin, openContext, provider }) => {
  await provider.setPeople([
    { subject: "nomail", claims: { name: "No Mail" } },
    { subject: "unverified", claims: { name: "U", email: "u@castellan.example", email_verified: false } },
    ada,
  ]);
  const attempt = async (subject: string | null) => {
    const page = await (await openContext()).newPage();
    await visit(page, "/sign-in");
    await button(page).click();
    if (subject === null) await page.getByRole("button", { name: "Cancel" }).click();
    else await continueAs(page, subject);
    return page;
  };
  await expect((await attempt("nomail")).getByRole("main").getByRole("alert")).toContainText(
    "did not tell your email",
  );
  await expect((await attempt("unverified")).getByRole("main").getByRole("alert")).toContainText(
    "has not verified",
  );
  const cancelled = await attempt(null);
  await expect(cancelled.getByRole("main").getByRole("alert")).toContainText(
    "did not let you in, or you cancelled",
  );
  await expectForEverybody(cancelled);

  const page = await attempt(ada.subject);
  await expect(page.getByRole("navigation", { name: "Main" })).toBeVisible();
  await visit(admin, "/settings/people");
  await admin.getByRole("button", { name: "Actions for Ada Lovelace" }).click();
  await admin.getByRole("menuitem", { name: "Disable" }).click();
  await admin
    .getByRole("alertdialog", { name: "Disable account" })
    .getByRole("button", { name: "Disable" })
    .click();
  await expect(rowWith(table(admin, "People"), "Ada Lovelace")).toContainText("Disabled");
  await expect((await attempt(ada.subject)).getByRole("main").getByRole("alert")).toContainText(
    "Your account here is disabled",
  );
});

test("somebody who is invited joins through the provider, with the role of the invitation", {
  tag: "@night",
}, async ({ page: admin, openContext }) => {
  await visit(admin, "/settings/people/invite");
  await admin.getByRole("textbox", { name: "Name" }).fill("Ada");
  await admin.getByRole("textbox", { name: "Email" }).fill(ada.claims.email);
  await admin.getByRole("combobox", { name: "Role" }).click();
  await admin.getByRole("option", { name: "admin" }).click();
  await admin.getByRole("button", { name: "Make the link" }).click();
  const link = (await admin.locator("[data-invitation-link]").textContent()) ?? "";

  const another = await (await openContext()).newPage();
  await visit(another, link);
  await button(another).click();
  await continueAs(another, olga.subject);
  await expect(another.getByRole("main").getByRole("alert")).toContainText(
    "for somebody with another email address",
  );

  const page = await (await openContext()).newPage();
  await visit(page, link);
  await button(page).click();
  await continueAs(page, ada.subject);
  await expect(page.getByRole("navigation", { name: "Main" })).toBeVisible();
  await takenOver(page);
  await expectSignedInAs(page, "Ada Lovelace", "admin");
});

test("while the provider is down the page says so, and passwords go on working", { tag: "@night" }, async ({
  openContext,
  provider,
}) => {
  const page = await (await openContext()).newPage();
  await visit(page, "/sign-in?callbackUrl=%2Fcredentials");
  await provider.stop();
  await button(page).click();
  await expect(page.getByRole("main").getByRole("alert")).toContainText(
    "The single sign-on provider cannot be reached.",
  );
  await takenOver(page);
  await signIn(page, administrator);
  await expect(page.getByRole("navigation", { name: "Main" })).toBeVisible();
  await reload(page);
  await expect(page).not.toHaveURL(/sign-in/);
});
