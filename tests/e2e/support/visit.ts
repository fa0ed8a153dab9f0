import { expect, type Page, type Response } from "@playwright/test";

/**
 * Waits until React has taken over the page that the server sent. People are slower than that; a test that is not
 * would click on buttons that nobody listens to yet. React offers no sign of it but its own marks.
 */
export async function takenOver(page: Page): Promise<void> {
  await expect
    // Not waitForFunction: that evaluates text in the page, which the console's CSP refuses.
    .poll(
      () =>
        page.evaluate(() => {
          const mark = Object.keys(document).find((key) => key.startsWith("__reactContainer$"));
          const container = mark === undefined ? undefined : Reflect.get(document, mark);
          return container?.stateNode.current.memoizedState.isDehydrated === false;
        }),
      { intervals: [50, 100] },
    )
    .toBe(true);
}

/** Opens an address of the console, and waits until it can be worked with. */
export async function visit(page: Page, path: string): Promise<Response | null> {
  const response = await page.goto(path);
  await takenOver(page);
  return response;
}

/** Loads the page again, and waits until it can be worked with. */
export async function reload(page: Page): Promise<void> {
  await page.reload();
  await takenOver(page);
}
