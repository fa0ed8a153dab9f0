import { expect, type Page } from "@playwright/test";

const LEAST_PX = 44;

/**
 * Everything that can be pressed and that a finger does not find, as "name: width x height" of the area that answers.
 * The area is asked of the page, point by point, so that it counts whatever makes it larger: padding, an ::after, a
 * label. WCAG 2.5.8 excepts links within a sentence.
 */
const tooSmall = (page: Page): Promise<readonly string[]> =>
  page.evaluate((least) => {
    const interactive = "a[href], button, input, select, textarea, [role=checkbox], [role=menuitem], summary";
    // Of a list the first rows stand for the others.
    const passedOver = "[aria-hidden=true], .sr-only, [inert], [aria-rowindex] ~ tr:nth-child(n + 4)";
    const isInSentence = (element: Element): boolean => {
      if (element.tagName !== "A" || getComputedStyle(element).display !== "inline") return false;
      const around = (element.closest("p, li, dd, td, div")?.textContent ?? "").trim();
      return around.length > (element.textContent ?? "").trim().length;
    };
    const answers = (element: Element, x: number, y: number): boolean => {
      const hit = document.elementFromPoint(x, y);
      if (hit === null) return false;
      return element.contains(hit) || hit.closest("label")?.control === element;
    };
    /** How far the area, a box, reaches from a point in one direction, up to what is asked for. */
    const reach = (element: Element, [x, y]: [number, number], [dx, dy]: [number, number]): number => {
      let [far, tooFar] = [0, least];
      while (tooFar - far > 1) {
        const tried = Math.floor((far + tooFar) / 2);
        if (answers(element, x + dx * tried, y + dy * tried)) far = tried;
        else tooFar = tried;
      }
      return far;
    };
    return [...document.querySelectorAll(interactive)].flatMap((element) => {
      if (element.closest(passedOver) || isInSentence(element)) return [];
      if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) return [];
      const { width: boxWidth, height: boxHeight } = element.getBoundingClientRect();
      if (Math.min(boxWidth, boxHeight) >= least) return [];
      element.scrollIntoView({ block: "center", inline: "center" });
      const box = element.getBoundingClientRect();
      const middle: [number, number] = [box.left + box.width / 2, box.top + box.height / 2];
      // Outside of the window (the skip link), or behind something: nobody presses it.
      if (!answers(element, ...middle)) return [];
      const width = 1 + reach(element, middle, [1, 0]) + reach(element, middle, [-1, 0]);
      const height = 1 + reach(element, middle, [0, 1]) + reach(element, middle, [0, -1]);
      if (Math.min(width, height) >= least) return [];
      const name = element.getAttribute("aria-label") ?? element.textContent?.trim() ?? "";
      return [`${element.tagName.toLowerCase()} ${name.slice(0, 40)}: ${width} x ${height}`];
    });
  }, LEAST_PX);

/** Fails when something that can be pressed is too small for a finger. */
export async function expectForFingers(page: Page, what: string): Promise<void> {
  expect.soft(await tooSmall(page), `smaller than ${LEAST_PX} px on ${what}`).toEqual([]);
}

/** Fails when the page itself can be scrolled sideways at this width. */
export async function expectToFit(page: Page, width: number, what: string): Promise<void> {
  await page.setViewportSize({ width, height: 740 });
  await expect
    .poll(
      () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth),
      `${what} scrolls sideways at ${width} px`,
    )
    .toBe(0);
}
