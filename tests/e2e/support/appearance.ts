import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

/** Each width once, and each scheme once: colours go by role and are the same at either width. */
const VIEWS = [
  { name: "light, on a phone", colorScheme: "light", size: { width: 390, height: 844 } },
  { name: "dark, on a desk", colorScheme: "dark", size: { width: 1440, height: 900 } },
] as const;

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** In short what axe found: the rule, and the elements. */
async function findings(page: Page): Promise<readonly string[]> {
  // The console has no frames: the legacy mode, which does not look into them, needs half the time.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().withTags(RULES).analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html}\n${failureSummary ?? ""}`),
  );
}

/** How far the page itself can be scrolled sideways, in pixels. */
const sideways = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** Fails when somebody would be shut out of what `page` shows: in light or dark, on a phone or on a desk. */
export async function expectForEverybody(page: Page): Promise<void> {
  for (const { name, colorScheme, size } of VIEWS) {
    await page.setViewportSize(size);
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await expect(page.locator("html")).toHaveCSS("color-scheme", colorScheme);
    expect(await findings(page), name).toEqual([]);
    await expect.poll(() => sideways(page), `the page scrolls sideways: ${name}`).toBe(0);
  }
}
