import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures";
import { accountOf } from "./support/accounts";
import { expectForEverybody } from "./support/appearance";
import { signIn } from "./support/forms";
import { rows, rowWith, table } from "./support/tables";
import { reload, takenOver, visit } from "./support/visit";

const PASSWORD = "watchtower-linen-orchard-61";

const people = (page: Page) => table(page, "People");
const invitations = (page: Page) => table(page, "Invitations");
const dialog = (page: Page, name: string) => page.getByRole("alertdialog", { name });

/** Chooses something from the menu of a row. */
async function choose(page: Page, subject: string, item: string): Promise<void> {
  await page.getByRole("button", { name: `Actions for ${subject}`, exact: true }).click();
  await page.getByRole("menuitem", { name: item, exact: true }).click();
}

/** Invites somebody on the page and returns the link that is shown this once. */
async function invite(page: Page, name: string, email: string, role: string): Promise<string> {
  await visit(page, "/settings/people");
  await page.getByRole("link", { name: "Invite somebody" }).click();
  await page.getByRole("textbox", { name: "Name" }).fill(name);
  await page.getByRole("textbox", { name: "Email" }).fill(email);
  await page.getByRole("combobox", { name: "Role" }).click();
  await page.getByRole("option", { name: role }).click();
  await page.getByRole("button", { name: "Make the link" }).click();
  await expect(page.getByText("The link is made")).toBeVisible();
  return (await page.locator("[data-invitation-link]").textContent()) ?? "";
}

async function join(page: Page, link: string): Promise<void> {
  await visit(page, link);
  await page.getByRole("textbox", { name: "Password" }).fill(PASSWORD);
  await page.getByRole("button", { name: "Join" }).click();
  await expect(page.getByRole("navigation", { name: "Main" })).toBeVisible();
  await takenOver(page);
}

test("somebody is invited, joins with the link, and does what the role allows", async ({
  page,
  openContext,
}) => {
  const link = await invite(page, "Ivo Invited", "ivo@castellan.example", "operator");
  expect(link).toMatch(/^http:\/\/localhost:\d+\/invitation\?token=[\w-]{32}$/);
  await page.getByRole("link", { name: "Done" }).click();
  await expect(rowWith(invitations(page), "ivo@castellan.example")).toContainText("operator");

  const theirs = await (await openContext()).newPage();
  await visit(theirs, link);
  await expect(theirs.getByRole("heading", { name: "Join Castellan" })).toBeVisible();
  await expect(theirs.getByRole("textbox", { name: "Name" })).toHaveValue("Ivo Invited");
  await expect(theirs.getByRole("textbox", { name: "Email" })).toHaveValue("ivo@castellan.example");
  await theirs.getByRole("textbox", { name: "Password" }).fill("too short");
  await theirs.getByRole("button", { name: "Join" }).click();
  await expect(theirs.getByText("Use at least 15 characters.").first()).toBeVisible();
  await join(theirs, link);
  await theirs.getByRole("button", { name: /^Account: Ivo Invited/ }).click();
  await expect(theirs.getByRole("menu")).toContainText("operator");

  await reload(page);
  await expect(rowWith(people(page), "ivo@castellan.example")).toContainText("operator");
  await expect(rowWith(invitations(page), "ivo@castellan.example")).toHaveCount(0);

  const others = await (await openContext()).newPage();
  await visit(others, link);
  await expect(others.getByRole("heading", { name: "This invitation does not work" })).toBeVisible();
});

test("an invitation is renewed, and revoked, and the links follow", { tag: "@night" }, async ({
  page,
  openContext,
}) => {
  const first = await invite(page, "Rita Renewed", "rita@castellan.example", "viewer");
  await visit(page, "/settings/people");
  await choose(page, "the invitation of Rita Renewed", "Make a new link");
  await page.getByRole("button", { name: "Make a new link" }).click();
  await expect(page.getByText("The link is made")).toBeVisible();
  const second = (await page.locator("[data-invitation-link]").textContent()) ?? "";

  const theirs = await (await openContext()).newPage();
  await visit(theirs, first);
  await expect(theirs.getByRole("heading", { name: "This invitation does not work" })).toBeVisible();
  await visit(theirs, second);
  await expect(theirs.getByRole("heading", { name: "Join Castellan" })).toBeVisible();

  await visit(page, "/settings/people");
  await choose(page, "the invitation of Rita Renewed", "Revoke");
  await dialog(page, "Revoke invitation").getByRole("button", { name: "Revoke" }).click();
  await expect(page.getByText("The invitation of Rita Renewed is revoked")).toBeVisible();
  await expect(rowWith(invitations(page), "rita@castellan.example")).toHaveCount(0);
  await reload(theirs);
  await expect(theirs.getByRole("heading", { name: "This invitation does not work" })).toBeVisible();
});

test.describe("with an e-mail that is taken", () => {
  test.use({ expectedComplaints: /status of 409 / });

  test("somebody who has an account is not invited again, and the field says so", { tag: "@night" }, async ({
    page,
  }) => {
    await visit(page, "/settings/people/invite");
    await page.getByRole("textbox", { name: "Name" }).fill("Vera again");
    await page.getByRole("textbox", { name: "Email" }).fill(accountOf("viewer").email);
    await page.getByRole("button", { name: "Make the link" }).click();
    await expect(page.getByRole("main").getByRole("alert")).toContainText("Nobody was invited");
    await expect(page.getByRole("textbox", { name: "Email" })).toHaveAttribute("aria-invalid", "true");
  });
});

test.describe("somebody else's session", () => {
  test.use({ expectedComplaints: /status of 40[139] / });

  test("ends the moment their role changes, and again when they are disabled", async ({
    page,
    openContext,
  }) => {
    const link = await invite(page, "Rolf Rolechange", "rolf@castellan.example", "admin");
    const theirs = await (await openContext()).newPage();
    await join(theirs, link);
    await visit(theirs, "/settings/people");
    await expect(rowWith(people(theirs), "rolf@castellan.example")).toContainText("You");

    await visit(page, "/settings/people");
    await choose(page, "Rolf Rolechange", "Change role");
    const roleDialog = dialog(page, "Change role");
    await expect(roleDialog.getByRole("button", { name: "Change role" })).toBeDisabled();
    await roleDialog.getByRole("combobox", { name: "Role" }).click();
    await page.getByRole("option", { name: "viewer" }).click();
    await roleDialog.getByRole("button", { name: "Change role" }).click();
    await expect(page.getByText("Rolf Rolechange is viewer now")).toBeVisible();

    await theirs.getByRole("link", { name: "Tenants" }).click();
    await expect(theirs).toHaveURL(/\/sign-in\?callbackUrl=/);
    await takenOver(theirs);
    await signIn(theirs, { email: "rolf@castellan.example", password: PASSWORD });
    await expect(theirs.getByRole("navigation", { name: "Main" })).toBeVisible();
    await visit(theirs, "/settings/people");
    await expect(theirs.getByText("This page needs the role admin.")).toBeVisible();

    await choose(page, "Rolf Rolechange", "Disable");
    await dialog(page, "Disable account").getByRole("button", { name: "Disable" }).click();
    await expect(rowWith(people(page), "rolf@castellan.example")).toContainText("Disabled");
    await theirs.goto("/tenants");
    await expect(theirs).toHaveURL(/\/sign-in\?callbackUrl=/);
    await takenOver(theirs);
    await signIn(theirs, { email: "rolf@castellan.example", password: PASSWORD });
    await expect(theirs.getByRole("main").getByRole("alert")).toBeVisible();

    await choose(page, "Rolf Rolechange", "Enable");
    await dialog(page, "Enable account").getByRole("button", { name: "Enable" }).click();
    await expect(rowWith(people(page), "rolf@castellan.example")).toContainText("Active");
    await choose(page, "Rolf Rolechange", "Remove");
    await expect(dialog(page, "Remove person").getByRole("button", { name: "Cancel" })).toBeFocused();
    await dialog(page, "Remove person").getByRole("button", { name: "Remove" }).click();
    await expect(rowWith(people(page), "rolf@castellan.example")).toHaveCount(0);
  });

  test("cannot be one's own: the last administrator stays, whatever is sent", async ({ page }) => {
    await visit(page, "/settings/people");
    const own = rows(people(page)).filter({ hasText: "You" });
    await own.getByRole("button", { name: /^Actions for / }).click();
    await expect(page.getByRole("menu")).toContainText(
      "Your own role and access are for another administrator to change.",
    );
    await expect(page.getByRole("menuitem", { name: "Remove" })).toHaveCount(0);
    const outcome = await page.evaluate(async () => {
      const { data } = await (await fetch("/api/people")).json();
      const administrators = data.filter((one: { role: string }) => one.role === "admin");
      const statuses: number[] = [];
      for (const [method, body] of [
        ["PATCH", { role: "viewer" }],
        ["PATCH", { state: "disabled" }],
        ["DELETE", undefined],
      ] as const) {
        const answer = await fetch(`/api/people/${administrators[0].id}`, {
          method,
          headers: { "content-type": "application/json" },
          ...(body ? { body: JSON.stringify(body) } : {}),
        });
        statuses.push(answer.status);
      }
      return { administrators: administrators.length, statuses };
    });
    expect(outcome).toEqual({ administrators: 1, statuses: [409, 409, 409] });
  });
});

for (const role of ["viewer", "auditor", "operator"] as const) {
  test.describe(`a ${role}`, () => {
    test.use({ signedInAs: role });

    test("is told that people are for administrators, and finds no way there", { tag: "@night" }, async ({
      page,
    }) => {
      for (const path of ["/settings/people", "/settings/people/invite"]) {
        await visit(page, path);
        await expect(page.getByText("This page needs the role admin.")).toBeVisible();
      }
      await visit(page, "/settings");
      await expect(page.getByRole("link", { name: "People" })).toHaveCount(0);
    });
  });
}

test("the pages of people are for everybody: light and dark, on a desk and on a phone", {
  tag: "@night",
}, async ({ page, openContext }) => {
  test.slow();
  const link = await invite(page, "Axel Accessible", "axel@castellan.example", "viewer");
  await expectForEverybody(page);
  await visit(page, "/settings/people");
  await expect(rowWith(invitations(page), "axel@castellan.example")).toBeVisible();
  await expectForEverybody(page);
  await visit(page, "/settings/people/invite");
  await expectForEverybody(page);
  const theirs = await (await openContext()).newPage();
  await visit(theirs, link);
  await expectForEverybody(theirs);
});
