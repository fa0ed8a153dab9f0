import type { Page } from "@playwright/test";
import { isFirstOfItsKind } from "@/tests/support/pages";
import { expect, test } from "./fixtures";
import { personWithTokens } from "./support/estate";
import { filledPages, openFilled } from "./support/every-page";
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

const rings: readonly { readonly which: string; readonly tag: string[]; readonly ofChange: boolean }[] = [
  { which: "one page of each kind", tag: [], ofChange: true },
  { which: "every other page", tag: ["@night"], ofChange: false },
];

for (const { which, tag, ofChange } of rings)
  test(`${which} has controls that are large enough for a finger, and does not scroll sideways`, {
    tag,
  }, async ({ page, estate, sandbox }) => {
    // One test for many pages, so that each is opened once.
    test.slow();
    for (const { pattern } of filledPages.filter((one) => isFirstOfItsKind(one) === ofChange)) {
      await openFilled(page, pattern, { estate, sandbox }, {});
      await expectForPhones(page, pattern);
    }
  });

test("what is chosen and asked on a phone is for fingers, and fits", async ({
  page,
  estate,
  sandbox: { control },
}) => {
  const { tenantId } = estate.connected(12);
  const { user } = await personWithTokens(control, { tenantId });
  await visit(page, `/tenants/${tenantId}/users/${user.id}`);
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
