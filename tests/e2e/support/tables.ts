import { expect, type Locator, type Page } from "@playwright/test";

/** The table of that name. */
export const table = (page: Page, name: string): Locator => page.getByRole("table", { name, exact: true });

/** Its rows without the head. */
export const rows = (of: Locator): Locator =>
  of.getByRole("row").filter({ has: of.page().getByRole("cell") });

/** The row that holds a text, an id for example. */
export const rowWith = (of: Locator, text: string): Locator => rows(of).filter({ hasText: text });

/** What stands in a column, from the first row to the last. */
export async function column(of: Locator, header: string): Promise<readonly string[]> {
  const headers = await of.getByRole("columnheader").allTextContents();
  const place = headers.findIndex((text) => text.trim().startsWith(header));
  if (place < 0) throw new Error(`There is no column ${header} among ${headers.join(", ")}.`);
  return rows(of).evaluateAll(
    (found, index) => found.map((row) => row.children[index]?.textContent?.trim() ?? ""),
    place,
  );
}

/** The different values of a column, without what they add for screen readers; for `expect.poll`. */
export const valuesIn = (of: Locator, header: string) => async (): Promise<readonly string[]> => [
  ...new Set((await column(of, header)).map((value) => value.split(/: |, /)[0] ?? "")),
];

/** Opens a menu by its button, does something to boxes in it, and closes it. */
async function inMenu(
  page: Page,
  menu: Locator,
  boxes: readonly (string | RegExp)[],
  act: (box: Locator) => Promise<void>,
): Promise<void> {
  await menu.click();
  for (const name of boxes) await act(page.getByRole("menuitemcheckbox", { name }));
  await page.keyboard.press("Escape");
  await expect(page.getByRole("menu")).toHaveCount(0);
}

/** Opens a menu by its button, ticks or unticks its boxes, and closes it. */
export const tick = (page: Page, menu: Locator, ...boxes: readonly (string | RegExp)[]): Promise<void> =>
  inMenu(page, menu, boxes, async (box) => {
    const before = await box.getAttribute("aria-checked");
    await box.click();
    await expect(box).toHaveAttribute("aria-checked", before === "true" ? "false" : "true");
  });

/** Makes a column seen. Another test may have done it before: a person's columns are kept. */
export const showColumn = (page: Page, name: string): Promise<void> =>
  inMenu(page, page.getByRole("button", { name: "Columns" }), [name], async (box) => {
    if ((await box.getAttribute("aria-checked")) !== "true") await box.click();
    await expect(box).toHaveAttribute("aria-checked", "true");
  });

/** A button of the table's filters. */
export const filter = (page: Page, name: string): Locator =>
  page.getByRole("group", { name: "Filters" }).getByRole("button", { name: new RegExp(`^${name}`) });

/** Types into a table's search, and waits until the address has it too. */
export async function search(page: Page, name: string, text: string): Promise<void> {
  await page.getByRole("searchbox", { name }).fill(text);
  await expect(page).toHaveURL((url) => url.searchParams.get("search") === text);
}
