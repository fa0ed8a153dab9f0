import { expect, type Locator, type Page } from "@playwright/test";

const STOPS_AT_MOST = 120;

/** What would show that an element has the focus. */
const ringOf = (target: Locator): Promise<string> =>
  target.evaluate((element) => {
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
    return outlineStyle === "none" ? boxShadow : `${outlineStyle} ${outlineWidth} ${boxShadow}`;
  });

/** What the focus is on, in a few words: to tell where a walk went that did not arrive. */
const focused = (target: Locator): Promise<string> =>
  target.evaluate(() => {
    const { activeElement: at } = document;
    return `${at?.tagName.toLowerCase()} ${at?.getAttribute("aria-label") ?? at?.textContent?.slice(0, 30) ?? ""}`.trim();
  });

/** Presses a key until the focus is there, as somebody without a mouse does, and looks whether one sees it. */
async function pressTo(target: Locator, key: string): Promise<void> {
  await expect(target).toBeVisible();
  const page = target.page();
  const unfocused = await ringOf(target);
  const stops: string[] = [];
  for (let stop = 0; stop < STOPS_AT_MOST; stop += 1) {
    await page.keyboard.press(key);
    if (await target.evaluate((element) => element === document.activeElement)) {
      expect(await ringOf(target), "nobody sees that it has the focus").not.toBe(unfocused);
      return;
    }
    stops.push(await focused(target));
  }
  throw new Error(
    `${STOPS_AT_MOST} presses of ${key} do not lead to ${target}, but to: ${stops.join(" · ")}`,
  );
}

export const tabTo = (target: Locator): Promise<void> => pressTo(target, "Tab");

/** Goes there with Tab and presses Enter. */
export async function enterOn(target: Locator): Promise<void> {
  await tabTo(target);
  await target.page().keyboard.press("Enter");
}

/** Goes there with Tab and types. */
export async function typeInto(target: Locator, text: string): Promise<void> {
  await tabTo(target);
  await target.page().keyboard.type(text);
}

/** A new page begins at its beginning, under a title of its own. */
export async function expectNewPage(page: Page, title: string | RegExp): Promise<void> {
  await expect(page).toHaveTitle(title);
  await expect(page.getByRole("main")).toBeFocused();
}
