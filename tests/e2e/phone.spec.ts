import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures";
import { personWithTokens } from "./support/estate";
import { rows, table } from "./support/tables";
import { expectForFingers, expectToFit } from "./support/touch";
import { visit } from "./support/visit";

const PHONE = { width: 390, height: 844 };
/** The narrowest window that the console is made for. */
const NARROWEST = 360;

test.use({ viewport: PHONE, hasTouch: true });

/** All that is asked of a page on a phone. */
async function expectForPhones(page: Page, what: string): Promise<void> {
  await page.setViewportSize(PHONE);
  await expectForFingers(page, what);
  await expectToFit(page, NARROWEST, what);
}

test("on a phone every control is large enough for a finger, and no page scrolls sideways", async ({
  page,
  estate,
  sandbox: { control },
}) => {
  // One test for many pages, so that each is opened once.
  test.slow();
  const tenant = estate.connected(12);
  const { user } = await personWithTokens(control, tenant);
  const ofTenant = `/tenants/${tenant.tenantId}`;
  const lists = [
    ["/tenants?status=active", "Tenants"],
    [`${ofTenant}/users`, "Users"],
    ["/tokens?lastUsed=over-365d", "OAuth tokens"],
    ["/tokens/clients", "Tokens by client"],
    ["/credentials", "Credentials"],
    ["/activity", "Activity"],
    ["/settings/people", "People"],
    [`${ofTenant}/users/${user.id}`, "OAuth tokens"],
  ] as const;
  for (const address of ["/", ofTenant, "/credentials/organizations/new", "/settings"]) {
    await visit(page, address);
    await expectForPhones(page, address);
  }
  for (const [address, name] of lists) {
    await visit(page, address);
    await expect(rows(table(page, name)).first()).toBeVisible();
    await expectForPhones(page, address);
  }

  await page.setViewportSize(PHONE);
  await rows(table(page, "OAuth tokens")).first().getByRole("checkbox").click();
  await expect(page.getByRole("button", { name: "Revoke selected" })).toBeInViewport();
  await expectForFingers(page, "a selection");
  await page.getByRole("button", { name: "Revoke", exact: true }).first().click();
  const sheet = page.getByRole("alertdialog", { name: "Revoke token" });
  await expect(sheet.getByRole("button", { name: "Cancel" })).toBeFocused();
  await expect
    .poll(async () => {
      const box = await sheet.boundingBox();
      return box && { x: box.x, width: box.width, foot: box.y + box.height };
    }, "the sheet comes to lie at the foot of the window, over its whole width")
    .toEqual({ x: 0, width: PHONE.width, foot: PHONE.height });
  await expectForPhones(page, "the question before a revocation");
});
