import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures";
import { expectForEverybody, expectOverlayForEverybody } from "./support/appearance";
import { rows, rowWith, table } from "./support/tables";
import { reload, visit } from "./support/visit";

// Connects what other tests take to be waiting, so it has an estate of its own.
test.use({ sandboxSize: { seed: 8 } });
// In one worker: another one would need servers of its own for the other half.
test.describe.configure({ mode: "default" });

const takeIn = async (page: Page, csv: string) => {
  await visit(page, "/credentials/tenants/many");
  await page.getByLabel("CSV file").setInputFiles({
    name: "tenants.csv",
    mimeType: "text/csv",
    buffer: Buffer.from(csv),
  });
  await expect(page).toHaveURL(/many\/[0-9a-f-]{36}$/);
};

test("30 tenants are connected by a file, five failures are told apart, mended and tried again", {
  tag: "@looks",
}, async ({ page, estate }) => {
  test.slow();
  const fresh = estate.tenants(0).filter(({ status }) => status === "active");
  const good = fresh.slice(0, 27);
  const [wrong, ...others] = good;
  if (!wrong) throw new Error("The sandbox has too few tenants.");
  const lineOf = (tenant: (typeof good)[number], secret = tenant.clientSecret) =>
    `${tenant.hostname},${tenant.clientId},${secret}`;
  await takeIn(
    page,
    [
      "hostname,client id,client secret",
      lineOf(wrong, "the-secret-of-another"),
      ...others.slice(0, 25).map((tenant) => lineOf(tenant)),
      `${fresh[27]?.hostname},${fresh[27]?.clientId},`,
      "evil.example.com,abc,def",
      "nobody-there.eu.qlikcloud.com,abc,def",
      lineOf(estate.deactivated),
    ].join("\n"),
  );
  const list = table(page, "Tenants to connect");
  await expect(page.getByRole("status").filter({ hasText: "28 ready" })).toBeVisible();
  await expect(page.getByText(/makes a bot user in the tenant/)).toBeVisible();
  const begun = page.waitForResponse(/\/check$/);
  await page.getByRole("button", { name: "Check and connect 28 tenants" }).click();
  await begun;
  // Closing the page loses nothing: the checks go on.
  await reload(page);
  await expect(page.getByText("25 connected, 5 failed").first()).toBeVisible();

  await expect(rowWith(list, wrong.hostname)).toContainText(/Failed.*refused|Failed.*401/);
  await expectForEverybody(page);
  await page.getByRole("button", { name: `Edit ${wrong.hostname}` }).click();
  const dialog = page.getByRole("dialog", { name: /Edit line/ });
  await expect(dialog.getByLabel("Client secret")).toHaveValue("");
  await expectOverlayForEverybody(page);
  await dialog.getByLabel("Client secret").fill(wrong.clientSecret);
  await dialog.getByRole("button", { name: "Check again" }).click();
  await expect(rowWith(list, wrong.hostname)).toContainText("Connected");
  await expect(page.getByRole("status").filter({ hasText: "26 connected, 4 failed" })).toBeVisible();

  await visit(page, "/credentials/tenants/many");
  await page.getByRole("link", { name: "Go on" }).click();
  await page.getByRole("button", { name: "Give up the rest" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Give up" }).click();
  await expect(page).toHaveURL(/\/credentials$/);
});

test("one client is given once for the tenants of a region that are chosen", { tag: "@night" }, async ({
  page,
}) => {
  await visit(page, "/credentials/tenants/many");
  await page.getByRole("button", { name: "One client for several tenants" }).click();
  await page.getByRole("textbox", { name: "Client ID" }).fill("a-region-client");
  await page.getByLabel("Client secret").fill("its-secret");
  await page.getByRole("combobox", { name: "Region" }).click();
  await page.getByRole("option", { name: /us-east-1/ }).click();
  await page.getByRole("checkbox").first().check();
  await page.getByRole("checkbox").nth(1).check();
  await page.getByRole("button", { name: "Import 2 tenants" }).click();
  await expect(rows(table(page, "Tenants to connect"))).toHaveCount(2);
  await page.getByRole("button", { name: "Check and connect 2 tenants" }).click();
  await expect(page.getByRole("status").filter({ hasText: "2 failed" })).toBeVisible();
});
