import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

/**
 * Each width once, and each scheme once: colours go by role and are the same at either width. A small phone is also what
 * a larger one, or a window of 720 px, is at 200 %.
 */
const VIEWS = [
  { name: "light, on a phone", colorScheme: "light", size: { width: 360, height: 740 } },
  { name: "dark, on a desk", colorScheme: "dark", size: { width: 1440, height: 900 } },
] as const;

/** With each change a page is looked at in one view, and its tags say `@looks`: the night looks at it in every one. */
const viewsOfThisRun = process.env.CASTELLAN_TEST_VIEWS === "all" ? VIEWS : VIEWS.slice(0, 1);

/** A desk at 200 %. */
const HALF_A_DESK = { width: 720, height: 450 };

// Headings in order, landmarks and the like are "best-practice" to axe.
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** Those of {@link RULES} that ask for colours, and so may find something else in another scheme. */
const RULES_ABOUT_COLOURS = ["color-contrast", "link-in-text-block"];

interface LookedAt {
  /** A selector; the whole page unless given. */
  readonly within?: string;
  readonly coloursOnly?: boolean;
}

/** In short what axe found: the rule, and the elements. */
async function findings(page: Page, { within, coloursOnly = false }: LookedAt = {}): Promise<string[]> {
  // What stands in the page already need not be read again: that is half of the time that looking takes.
  const isThere = await page.evaluate(() => "axe" in window);
  const axe = new AxeBuilder({ page, ...(isThere && { axeSource: "void 0" }) });
  // The console has no frames: the legacy mode, which does not look into them, needs half the time.
  axe.setLegacyMode();
  // Where everything stands that passed is of no interest, and takes its time.
  axe.options({ resultTypes: ["violations"] });
  if (coloursOnly) axe.withRules(RULES_ABOUT_COLOURS);
  else axe.withTags(RULES);
  // Next's own, which the console keeps silent (components/shell/use-new-page.ts); it stands outside every landmark.
  axe.exclude("next-route-announcer");
  const { violations } = await (within === undefined ? axe : axe.include(within)).analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html}\n${failureSummary ?? ""}`),
  );
}

/** How far the page itself can be scrolled sideways, in pixels. */
const sideways = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** Fails when somebody would be shut out of what `page` shows: in light or dark, on a phone or on a desk. */
export async function expectForEverybody(page: Page): Promise<void> {
  const before = page.viewportSize();
  for (const { name, colorScheme, size } of viewsOfThisRun) {
    await page.setViewportSize(size);
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await expect(page.locator("html")).toHaveCSS("color-scheme", colorScheme);
    expect(await findings(page), name).toEqual([]);
    await expect.poll(() => sideways(page), `the page scrolls sideways: ${name}`).toBe(0);
  }
  await page.setViewportSize(HALF_A_DESK);
  await expect.poll(() => sideways(page), "the page scrolls sideways at 200 %").toBe(0);
  if (before) await page.setViewportSize(before);
}

export const OVERLAYS = '[role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"]';

/** The same of what stands above the page alone, in both schemes; the page beneath is looked at by itself. */
export async function expectOverlayForEverybody(page: Page): Promise<void> {
  await expect(page.locator(OVERLAYS).first()).toBeVisible();
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await expect(page.locator("html")).toHaveCSS("color-scheme", colorScheme);
    // It is the same in both but for its colours.
    const coloursOnly = colorScheme === "dark";
    expect(await findings(page, { within: OVERLAYS, coloursOnly }), colorScheme).toEqual([]);
  }
}
