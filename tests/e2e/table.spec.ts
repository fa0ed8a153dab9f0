import { readFile } from "node:fs/promises";
import type { Locator, Page } from "@playwright/test";
import { parse } from "csv-parse/sync";
import { expect, test } from "./fixtures";
import { column, filter, rows, showColumn, table, tick } from "./support/tables";
import { reload, visit } from "./support/visit";

const tenantsOf = (page: Page) => table(page, "Tenants");
const searchOf = (page: Page) => page.getByRole("searchbox", { name: "Search tenants" });
const chips = (page: Page) => page.getByRole("list", { name: "Active filters" }).getByRole("listitem");
const heads = (page: Page) => tenantsOf(page).getByRole("columnheader");

/** Opens a filter, those behind "More filters" too, and ticks one of its boxes. */
async function choose(page: Page, name: string, box: RegExp): Promise<void> {
  const first = filter(page, name);
  if (await first.count()) {
    await tick(page, first, box);
    return;
  }
  await filter(page, "More filters").click();
  await page.getByRole("menuitem", { name }).press("ArrowRight");
  await page.getByRole("menuitemcheckbox", { name: box }).click();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("menu")).toHaveCount(0);
}

/** Ids of the tenants that are shown, in their order, from the file that the page offers. */
async function exported(page: Page, format: "CSV" | "JSON"): Promise<string> {
  await page.getByRole("button", { name: "Export" }).click();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("menuitem", { name: new RegExp(`^${format}`) }).click(),
  ]);
  return readFile(await download.path(), "utf8");
}

/** Takes one thing to another, as a hand does: not in one leap. */
async function drag(page: Page, from: Locator, to: Locator): Promise<void> {
  const [start, end] = [await from.boundingBox(), await to.boundingBox()];
  if (!start || !end) throw new Error("One of the two is not in view.");
  const y = start.y + start.height / 2;
  await page.mouse.move(start.x + start.width / 2, y);
  await page.mouse.down();
  await page.mouse.move(start.x, y, { steps: 5 });
  await page.mouse.move(end.x + end.width / 2, y, { steps: 20 });
  await page.mouse.up();
}

const FILTERS = [
  { name: "Status", box: /^Disabled/, typed: "status:disabled" },
  { name: "Region", box: /^eu-central-1/, typed: "region:de" },
  { name: "Connection", box: /^Failing/, typed: "connection:failing" },
  { name: "License ends", box: /^Within 90 days/, typed: "licenseEnds:90d" },
  { name: "Deletion", box: /^Scheduled/, typed: "deletion:scheduled" },
  { name: "Organization", box: /^Northwind Analytics/, typed: 'organization:"northwind analytics"' },
  { name: "Country", box: /^DE/, typed: "country:de" },
  { name: "First seen", box: /^In the last day/, typed: "firstSeen:1d" },
  { name: "Last seen", box: /^No longer listed/, typed: "lastSeen:unlisted" },
];

test("each filter is the same typed and ticked, and to a colleague who opens its address", async ({
  page,
  openContext,
  sessionOf,
}) => {
  test.slow();
  const colleague = await (await openContext({ storageState: await sessionOf("viewer") })).newPage();
  const clear = () => page.getByRole("button", { name: "Clear filters" }).first().click();
  await visit(page, "/tenants");
  for (const { name, box, typed } of FILTERS) {
    await expect(rows(tenantsOf(page))).toHaveCount(60);
    await choose(page, name, box);
    await expect(chips(page)).toHaveCount(1);
    const ticked = page.url();
    const chip = (await chips(page).first().textContent()) ?? "";

    await clear();
    await expect(chips(page)).toHaveCount(0);
    await searchOf(page).fill(typed);
    await searchOf(page).press("Enter");
    await expect(chips(page)).toHaveText([chip]);
    await expect(searchOf(page)).toHaveValue("");
    expect(page.url()).toBe(ticked);
    await expect(tenantsOf(page)).not.toHaveAttribute("aria-busy");
    const count = await rows(tenantsOf(page)).count();

    await visit(colleague, ticked);
    await expect(chips(colleague)).toHaveText([chip]);
    await expect(rows(tenantsOf(colleague))).toHaveCount(count);
    await clear();
  }
});

test("several filters and words are typed at once, told before Enter, and edited as text again", {
  tag: "@night",
}, async ({ page }) => {
  await visit(page, "/tenants");
  const search = searchOf(page);
  await search.fill('status:active region:us-east-1,de "northwind"');
  await expect(page.getByText("Enter: Status: Active · Region: us-east-1", { exact: false })).toBeVisible();
  await search.press("Enter");
  await expect(chips(page)).toHaveCount(3);
  await expect(search).toHaveValue("northwind");
  await expect(page).toHaveURL(/status=active/);
  await expect(page).toHaveURL(/region=us-east-1,eu-central-1/);

  await page.getByRole("button", { name: "Edit as text" }).click();
  await expect(search).toBeFocused();
  await expect(search).toHaveValue("status:active region:us-east-1,eu-central-1 northwind");
  await search.fill("region:us-east-1");
  await search.press("Enter");
  await expect(chips(page)).toHaveText([/^Region:us-east-1/]);
  await expect(search).toHaveValue("");

  await search.fill("connection:perhaps");
  await expect(page.getByText("Connection cannot be perhaps")).toBeVisible();
  await search.press("Enter");
  await expect(search).toHaveValue("connection:perhaps");
  await expect(chips(page)).toHaveCount(1);
});

test("columns are hidden, shown and moved by keyboard and by drag, and another browser has them too", async ({
  page,
  openContext,
  sessionOf,
}) => {
  await visit(page, "/tenants");
  const first = [
    "",
    "Name",
    "Hostname",
    "Region",
    "Status",
    "Subscription",
    "License ends",
    "Connection",
    "Actions",
  ];
  await expect(heads(page)).toHaveText(first);
  await page.getByRole("button", { name: "Columns" }).focus();
  await page.keyboard.press("Enter");
  const item = (name: string) => page.getByRole("menuitemcheckbox", { name, exact: true });
  await item("Status").focus();
  await page.keyboard.press("Alt+ArrowUp");
  await page.keyboard.press("Alt+ArrowUp");
  await expect(item("Status")).toBeFocused();
  await item("Subscription").focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  const moved = ["", "Name", "Status", "Hostname", "Region", "License ends", "Connection", "Actions"];
  await expect(heads(page)).toHaveText(moved);

  await drag(
    page,
    heads(page).filter({ hasText: "Connection" }),
    heads(page).filter({ hasText: "Hostname" }),
  );
  const dragged = ["", "Name", "Status", "Connection", "Hostname", "Region", "License ends", "Actions"];
  await expect(heads(page)).toHaveText(dragged);

  await heads(page).filter({ hasText: "Region" }).click({ button: "right" });
  await page.getByRole("menuitem", { name: "Hide column" }).click();
  const kept = ["", "Name", "Status", "Connection", "Hostname", "License ends", "Actions"];
  await expect(heads(page)).toHaveText(kept);

  const other = await (await openContext({ storageState: await sessionOf("admin") })).newPage();
  await expect(async () => {
    await visit(other, "/tenants");
    expect(await heads(other).allTextContents()).toEqual(kept);
  }).toPass();
  const colleague = await (await openContext({ storageState: await sessionOf("viewer") })).newPage();
  await visit(colleague, "/tenants");
  await expect(heads(colleague)).toHaveCount(9);

  await page.getByRole("button", { name: "Columns" }).click();
  await page.getByRole("menuitem", { name: "Reset columns" }).click();
  await page.keyboard.press("Escape");
  await expect(heads(page)).toHaveCount(9);
  await expect(async () => {
    await visit(other, "/tenants");
    expect(await heads(other).count()).toBe(9);
  }).toPass();
});

test("rows are sorted by a second column with Shift and from the menu of its head", {
  tag: "@night",
}, async ({ page }) => {
  await visit(page, "/tenants");
  const head = (name: string) => tenantsOf(page).getByRole("columnheader", { name });
  await head("Region").getByRole("button").click();
  await head("Hostname").getByRole("button").focus();
  await page.keyboard.press("Shift+Enter");
  await expect(page).toHaveURL(/sort=regionCode,hostname/);
  await expect(head("Hostname")).toContainText("sorted ascending, 2 of 2");
  await head("Status").click({ button: "right" });
  await page.getByRole("menuitem", { name: "Then sort by this" }).click();
  await expect(page).toHaveURL(/sort=regionCode,hostname,status/);
});

const views = (of: Page) => of.getByRole("button", { name: /^View:/ });

test("a view that somebody shares is there for a colleague, who makes it their default", {
  tag: "@night",
}, async ({ page, openContext, sessionOf }) => {
  await visit(page, "/tenants?status=deactivated&sort=-hostname");
  await views(page).click();
  await page.getByRole("menuitem", { name: "Save as new view…" }).click();
  const dialog = page.getByRole("dialog", { name: "Save view" });
  await dialog.getByRole("textbox", { name: "Name" }).fill("Gone dark");
  await dialog.getByRole("checkbox", { name: /^Share/ }).check();
  await dialog.getByRole("button", { name: "Save view" }).click();
  await expect(views(page)).toHaveAccessibleName("View: Gone dark");
  const shown = await rows(tenantsOf(page)).count();

  const colleague = await (await openContext({ storageState: await sessionOf("viewer") })).newPage();
  await visit(colleague, "/tenants");
  await views(colleague).click();
  await colleague.getByRole("menuitemradio", { name: /^Gone dark/ }).click();
  await expect(chips(colleague)).toHaveText([/^Status:Deactivated/]);
  await expect(rows(tenantsOf(colleague))).toHaveCount(shown);
  await views(colleague).click();
  await colleague.getByRole("menuitem", { name: "Make my default" }).click();
  await expect(async () => {
    await visit(colleague, "/tenants");
    expect(colleague.url()).toContain("status=deactivated");
  }).toPass();
  await views(colleague).click();
  await colleague.getByRole("menuitemradio", { name: "All tenants" }).click();
  await expect(rows(tenantsOf(colleague))).toHaveCount(60);
  await reload(colleague);
  await expect(rows(tenantsOf(colleague))).toHaveCount(60);
});

test("a view of one's own is changed, and removed", { tag: "@night" }, async ({ page }) => {
  await visit(page, "/tenants?status=deactivated");
  await views(page).click();
  await page.getByRole("menuitem", { name: "Save as new view…" }).click();
  const dialog = page.getByRole("dialog", { name: "Save view" });
  await dialog.getByRole("textbox", { name: "Name" }).fill("Of my own");
  await dialog.getByRole("button", { name: "Save view" }).click();
  await expect(views(page)).toHaveAccessibleName("View: Of my own");
  await tick(page, filter(page, "Status"), /^Disabled/);
  await expect(views(page)).toHaveAccessibleName("View: Of my own, changed");
  await views(page).click();
  await page.getByRole("menuitem", { name: "Save changes" }).click();
  await expect(views(page)).toHaveAccessibleName("View: Of my own");
  await views(page).click();
  await page.getByRole("menuitem", { name: "Remove view" }).click();
  await expect(page.getByText("The view Of my own is removed")).toBeVisible();
  await expect(views(page)).toHaveAccessibleName("View: All tenants");
});

test.describe("with columns of their own", () => {
  // Nobody else's: columns are kept per person, and other tests count the administrator's.
  test.use({ signedInAs: "operator" });

  test("a file holds the rows and columns that the table shows, in its order", { tag: "@night" }, async ({
    page,
  }) => {
    await visit(page, "/tenants?status=active&search=northwind&sort=-hostname");
    await showColumn(page, "Tenant ID");
    await tick(page, page.getByRole("button", { name: "Columns" }), "Subscription");
    await expect(tenantsOf(page)).not.toHaveAttribute("aria-busy");
    const [head, ...lines]: string[][] = parse(await exported(page, "CSV"), { bom: true });
    const shown = await heads(page).allTextContents();
    expect(head).toEqual(shown.slice(1, -1));
    const at = (name: string) => head?.indexOf(name) ?? -1;
    expect(lines.map((line) => line[at("Hostname")])).toEqual(await column(tenantsOf(page), "Hostname"));
    expect(lines.map((line) => line[at("Region")])).toEqual(
      (await column(tenantsOf(page), "Region")).map((text) => text.split(",")[0]),
    );
    const json: { hostname: string }[] = JSON.parse(await exported(page, "JSON"));
    expect(json.map(({ hostname }) => hostname)).toEqual(await column(tenantsOf(page), "Hostname"));
  });
});

test("rows are selected one by one, as a range and all at once, and the bar counts them", async ({
  page,
}) => {
  await visit(page, "/tenants");
  const boxes = tenantsOf(page).getByRole("checkbox", { name: /^Select (?!the|none)/ });
  const bar = page.getByRole("region", { name: "Selection" });
  await expect(bar).toHaveCount(0);
  await boxes.nth(2).click();
  await expect(bar).toContainText("1 tenant selected");
  await boxes.nth(5).click({ modifiers: ["Shift"] });
  await expect(bar).toContainText("4 tenants selected");
  await page.getByRole("button", { name: "Selection options" }).click();
  await page.getByRole("menuitem", { name: "All 60 matching" }).click();
  await expect(bar).toContainText("60 tenants selected");
  await boxes.nth(0).click();
  await expect(bar).toContainText("59 tenants selected");
  await tick(page, filter(page, "Connection"), /^Connected/);
  await expect(bar).toHaveCount(0);

  await page.getByRole("checkbox", { name: "Select the rows that are loaded" }).click();
  await bar.getByRole("button", { name: "Check again" }).click();
  await expect(page.getByText(/^Checked: \d+ connected, 0 failing/)).toBeVisible();
  await page.keyboard.press("Escape");
});
