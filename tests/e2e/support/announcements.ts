import type { Page } from "@playwright/test";

declare global {
  interface Window {
    heard: string[];
  }
}

/**
 * Listens as a screen reader does, from the next page on: what changes in a live region that was there before, and
 * alerts as they appear. What a region holds when it comes into being is not said, and nothing that is hidden.
 */
export async function listen(page: Page): Promise<void> {
  await page.addInitScript(() => {
    window.heard = [];
    const LIVE = '[aria-live="polite"], [aria-live="assertive"], [role="status"], [role="alert"], output';
    const ALERT = '[aria-live="assertive"], [role="alert"]';
    const known = new WeakSet<Element>();
    const textOf = (node: Node): string => (node.textContent ?? "").replace(/\s+/g, " ").trim();
    const elementOf = (node: Node): Element | null => (node instanceof Element ? node : node.parentElement);
    const isSaidWhole = (region: Element): boolean =>
      region.getAttribute("aria-atomic") !== "false" &&
      (region.matches('[aria-atomic="true"], [role="status"], [role="alert"], output') ||
        region.closest('[aria-atomic="true"]') !== null);

    function say(node: Node): void {
      const text = textOf(node);
      const around = elementOf(node);
      if (text !== "" && around?.isConnected && !around.closest('[aria-hidden="true"], [inert]'))
        window.heard.push(text);
    }

    function hear(records: readonly MutationRecord[]): void {
      const said = new Set<Node>();
      for (const { target, addedNodes } of records) {
        const changed = elementOf(target);
        const region = changed?.closest(LIVE) ?? null;
        if (changed && region && known.has(region)) {
          const whole = changed.closest('[aria-atomic="true"]') ?? region;
          if (isSaidWhole(region) || whole !== region) said.add(whole);
          else for (const node of addedNodes.length > 0 ? addedNodes : [target]) said.add(node);
        }
        for (const node of addedNodes) {
          if (!(node instanceof Element) || (region && known.has(region))) continue;
          for (const alert of [node, ...node.querySelectorAll(ALERT)])
            if (alert.matches(ALERT) && !known.has(alert)) said.add(alert);
        }
      }
      for (const node of said) say(node);
    }

    function watch(root: Document | ShadowRoot): void {
      const remember = () => {
        for (const region of root.querySelectorAll(LIVE)) known.add(region);
      };
      remember();
      new MutationObserver((records) => {
        hear(records);
        remember();
      }).observe(root, { subtree: true, childList: true, characterData: true });
    }

    // Next tells of a new page in a shadow of its own.
    const attach = Element.prototype.attachShadow;
    Element.prototype.attachShadow = function attachAndWatch(init) {
      const shadow = attach.call(this, init);
      watch(shadow);
      return shadow;
    };
    watch(document);
  });
}

/** What was heard since the last time one asked. */
export const heard = (page: Page): Promise<readonly string[]> => page.evaluate(() => window.heard.splice(0));
