import { expect, test } from "./fixtures";
import { rows, table } from "./support/tables";
import { visit } from "./support/visit";

// Next drops a navigation that is under way when the address is changed meanwhile; typing changes it some time after
// the last key. So whoever typed and clicked at once stayed where they were.
for (const pause of [0, 150, 270]) {
  const ring = pause === 150 ? [] : ["@night"];
  test(`a click ${pause} ms after typing leads on, however long the next page takes`, { tag: ring }, async ({
    page,
  }) => {
    await visit(page, "/tenants");
    await expect(rows(table(page, "Tenants"))).toHaveCount(60);
    // The page is held back, so that anything late falls into the navigation.
    await page.route(/\/credentials\?_rsc=/, async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 700));
      await route.continue();
    });
    const link = await page.getByRole("link", { name: "Credentials" }).first().elementHandle();
    await page.getByRole("searchbox", { name: "Search tenants" }).fill("north");
    await page.waitForTimeout(pause);
    // Not a click of the mouse, which would take the time that it is about.
    await link?.evaluate((element) => (element as HTMLElement).click());
    await page.getByRole("searchbox", { name: "Search tenants" }).pressSequentially("wind", { delay: 40 });
    await expect(page).toHaveURL(/\/credentials$/);
    await expect(page.getByRole("heading", { level: 1, name: "Credentials" })).toBeVisible();
    await page.goBack();
    await expect(page).toHaveURL(/\/tenants\?search=north$/);
    await expect(page.getByRole("searchbox", { name: "Search tenants" })).toHaveValue("north");
  });
}
