import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures";
import { accountOf } from "./support/accounts";
import { heard, listen } from "./support/announcements";
import { personWithTokens } from "./support/estate";
import { enterOn, expectNewPage, tabTo, typeInto } from "./support/keyboard";
import { rows, table } from "./support/tables";
import { takenOver, visit } from "./support/visit";

const main = (page: Page) => page.getByRole("navigation", { name: "Main" });
const tokensOf = (page: Page) => table(page, "OAuth tokens");

/** The one thing that is heard, sooner or later, and nothing beside it. */
const expectHeard = (page: Page, ...words: readonly (string | RegExp)[]) =>
  expectToHear(page, words, (all) => all);

/** Several things of which none has to wait for another. */
const expectHeardInAnyOrder = (page: Page, ...words: readonly string[]) =>
  expectToHear(page, [...words].sort(), (all) => all.toSorted());

const expectToHear = (
  page: Page,
  words: readonly (string | RegExp)[],
  ordered: (all: readonly string[]) => readonly string[],
) => {
  const all: string[] = [];
  return expect
    .poll(async () => {
      all.push(...(await heard(page)));
      return ordered(all);
    })
    .toEqual(words.map((one) => (one instanceof RegExp ? expect.stringMatching(one) : one)));
};

test.use({ signedInAs: null });

test("the keyboard alone leads from sign-in to one revoked token and to many, and each result is heard once", async ({
  page,
  estate,
  sandbox: { control },
}) => {
  test.slow();
  const tenant = estate.connected(8);
  const { user, tokens } = await personWithTokens(control, tenant, 4);
  const [{ id }] = tokens;
  const left = tokens.length - 1;
  const { email, password } = accountOf("operator");
  await listen(page);

  await test.step("sign in", async () => {
    await visit(page, "/");
    await expect(page.getByRole("textbox", { name: "Email" })).toBeFocused();
    await page.keyboard.type(email);
    await page.keyboard.press("Tab");
    await page.keyboard.type(password);
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { name: "Overview" })).toBeVisible();
    await takenOver(page);
    await heard(page);
  });

  await test.step("the skip link leads past the navigation", async () => {
    await enterOn(page.getByRole("link", { name: "Skip to content" }));
    await expect(page.getByRole("main")).toBeFocused();
  });

  await test.step("find the tenant; the page, the order and what was found are said", async () => {
    await page.keyboard.press("Control+Home");
    await enterOn(main(page).getByRole("link", { name: "Tenants" }));
    await expectNewPage(page, "Tenants · Castellan");
    await expect(table(page, "Tenants")).toHaveAttribute("aria-rowcount", "61");
    await expectHeard(page, "Tenants · Castellan");
    const head = table(page, "Tenants").getByRole("columnheader", { name: "Hostname" });
    await typeInto(page.getByRole("searchbox", { name: "Search tenants" }), tenant.hostname);
    await expectHeard(page, "1 of 60 tenants match");
    await enterOn(head.getByRole("button"));
    await expect(head).toHaveAttribute("aria-sort", "ascending");
    await expect(rows(table(page, "Tenants"))).toHaveAttribute("aria-rowindex", "2");
    await expectHeard(page, "Sorted by Hostname ascending");
  });

  await test.step("find the person", async () => {
    await enterOn(rows(table(page, "Tenants")).getByRole("link"));
    await expectNewPage(page, `${tenant.name} · Castellan`);
    const parts = page.getByRole("navigation", { name: "Parts of the tenant" });
    await enterOn(parts.getByRole("link", { name: "Users" }));
    await expectNewPage(page, `Users · ${tenant.name} · Castellan`);
    await expect(rows(table(page, "Users")).first()).toBeVisible();
    await expectHeard(
      page,
      `${tenant.name} · Castellan`,
      `Users · ${tenant.name} · Castellan`,
      /^\d+ users$/,
    );
    await typeInto(page.getByRole("searchbox", { name: "Search users" }), user.email ?? "");
    await expectHeard(page, /^1 of \d+ users match$/);
    await enterOn(table(page, "Users").getByRole("link", { name: user.name }));
    await expectNewPage(page, `User · ${tenant.name} · Castellan`);
    await expect(rows(tokensOf(page))).toHaveCount(tokens.length);
    await expectHeard(page, `User · ${tenant.name} · Castellan`, `${tokens.length} tokens`);
  });

  await test.step("revoke one; the focus goes back, and then to what stands in place of the button", async () => {
    const button = page.getByTitle(`Revoke token ${id}`);
    const dialog = page.getByRole("alertdialog", { name: "Revoke token" });
    await enterOn(button);
    await expect(dialog.getByRole("button", { name: "Cancel" })).toBeFocused();
    await page.keyboard.press("Escape");
    await expect(button).toBeFocused();
    await page.keyboard.press("Enter");
    await tabTo(dialog.getByRole("button", { name: "Revoke" }));
    await page.keyboard.press("Enter");
    await expect(dialog).toBeHidden();
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.textContent), "what has the focus afterwards")
      .toMatch(/^Revoked by you/);
    expect(await control.token(tenant.tenantId, id)).toBeNull();
    await expectHeard(page, /^Token revoked/);
    await enterOn(page.getByRole("button", { name: "Refresh" }));
    await expect(rows(tokensOf(page))).toHaveCount(left);
    await expect(page.getByRole("button", { name: "Refresh" })).toBeFocused();
    await expectHeard(page, `${left} tokens`);
  });

  await test.step("revoke the rest: select, look, type their number", async () => {
    // It does not end before somebody has paused it.
    const wait = { status: 429, headers: { "retry-after": "1" } };
    await control.addFault({ host: tenant.hostname, method: "DELETE", ...wait });
    await tabTo(tokensOf(page).getByRole("checkbox").first());
    await page.keyboard.press("Space");
    await expectHeard(page, `${left} tokens selected`);
    await enterOn(page.getByRole("button", { name: "Revoke selected" }));
    const words = `Revoke ${left} tokens`;
    const dialog = page.getByRole("alertdialog", { name: words });
    await expect(dialog.getByRole("button", { name: "Cancel" })).toBeFocused();
    await expectHeard(page, `${left} tokens in 1 tenant would be revoked.`);
    await typeInto(dialog.getByRole("textbox", { name: `Type ${left} to confirm` }), String(left));
    await enterOn(dialog.getByRole("button", { name: words }));
    await expectNewPage(page, "Revocation · Castellan");
  });

  await test.step("pause and go on with the same key, and hear how it ends, not each token", async () => {
    const progress = page.getByRole("progressbar", { name: "Tokens revoked" });
    await expect(progress).toBeVisible();
    await enterOn(page.getByRole("button", { name: "Pause" }));
    await expect(page.getByRole("button", { name: "Resume" })).toBeFocused();
    await expectHeardInAnyOrder(
      page,
      "Revocation · Castellan",
      `${left} tokens`,
      "The revocation is paused.",
    );
    await control.clearFaults();
    await page.keyboard.press("Enter");
    await expect(page.getByRole("button", { name: "Pause" })).toBeFocused();
    await expectHeard(
      page,
      "The revocation is running.",
      `The revocation has finished: ${left} of ${left} revoked.`,
    );
    await expect(page.getByText(`${left} revoked`, { exact: true })).toBeVisible();
    await expect(page.getByRole("main")).toBeFocused();

    await page.emulateMedia({ forcedColors: "active" });
    const colours = await progress.evaluate((bar) =>
      [bar, bar.firstElementChild ?? bar].map((part) => getComputedStyle(part).backgroundColor),
    );
    expect(new Set(colours).size, "the bar is seen in the person's own colours").toBe(2);
  });
});

test.describe("in the person's own colours", () => {
  test.use({ signedInAs: "viewer" });

  test("the focus, what is chosen and where one is are seen without any ground", { tag: "@night" }, async ({
    page,
  }) => {
    await page.emulateMedia({ forcedColors: "active" });
    await visit(page, "/tenants");
    await expect(main(page).getByRole("link", { name: "Tenants" })).toHaveCSS(
      "text-decoration-line",
      "underline",
    );
    await enterOn(page.getByRole("button", { name: "Columns" }));
    const item = page.getByRole("menuitemcheckbox").first();
    await expect(item).toBeFocused();
    await expect(item).toHaveCSS("outline-style", "solid");
    await page.keyboard.press("Escape");
    await expect(page.getByRole("button", { name: "Columns" })).toBeFocused();
    await page.keyboard.press("Control+k");
    await page.keyboard.type("Tokens");
    await expect(page.getByRole("option", { selected: true })).toHaveCSS("outline-style", "solid");
    await page.keyboard.press("Escape");
  });
});
