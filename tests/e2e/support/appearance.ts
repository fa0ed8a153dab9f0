import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

/** Colours go by role and are the same on a phone: there one scheme is asked. */
const WIDTHS = [
  { name: "on a phone", width: 390, height: 844, schemes: ["light"] },
  { name: "on a desk", width: 1440, height: 900, schemes: ["light", "dark"] },
] as const;

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** What axe is asked about: everything, or the one thing that changes with the colours. */
const QUESTIONS = {
  light: (axe: AxeBuilder) => axe.withTags(RULES),
  dark: (axe: AxeBuilder) => axe.withRules("color-contrast"),
};

/** In short what axe found: the rule, and the elements. */
async function findings(page: Page, colorScheme: keyof typeof QUESTIONS): Promise<readonly string[]> {
  // The console has no frames: the legacy mode, which does not look into them, needs half the time.
  const { violations } = await QUESTIONS[colorScheme](new AxeBuilder({ page }).setLegacyMode()).analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html}\n${failureSummary ?? ""}`),
  );
}

/** How far the page itself can be scrolled sideways, in pixels. */
const sideways = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** Fails when somebody would be shut out of what `page` shows: in light or dark, on a phone or on a desk. */
export async function expectForEverybody(page: Page): Promise<void> {
  for (const { name, schemes, ...size } of WIDTHS) {
    await page.setViewportSize(size);
    for (const colorScheme of schemes) {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await expect(page.locator("html")).toHaveCSS("color-scheme", colorScheme);
      expect(await findings(page, colorScheme), `${colorScheme}, ${name}`).toEqual([]);
    }
    await expect.poll(() => sideways(page), `the page scrolls sideways ${name}`).toBe(0);
  }
}
