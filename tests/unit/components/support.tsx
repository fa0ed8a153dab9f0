import { cleanup, configure, render } from "@testing-library/react";
import type { ReactNode } from "react";
import { afterEach, beforeAll } from "vitest";
import { tableMenus } from "@/components/data-table/table-menus";
import { accountMenu } from "@/components/shell/account-menu";
import { menuCode } from "@/components/ui/dropdown-menu";
import { NowProvider } from "@/components/ui/now";
import { themeMenu } from "@/components/ui/theme-toggle";

/** What the pages under test take for now: Saturday, 21 November 2026, 12:00 UTC. */
export const testNow = Date.UTC(2026, 10, 21, 12);

// A busy machine is no defect of the console.
configure({ asyncUtilTimeout: 10_000 });

afterEach(cleanup);

// As on a page where somebody has been near a menu; late.test.tsx is about those that come before their code.
beforeAll(() => Promise.all([menuCode, tableMenus, accountMenu, themeMenu].map(({ load }) => load())));

// jsdom has no layout and lacks what menus and lists ask of a browser.
globalThis.ResizeObserver ??= class {
  observe() {}
  unobserve() {}
  disconnect() {}
};
Element.prototype.scrollIntoView ??= () => undefined;
Element.prototype.hasPointerCapture ??= () => false;

/** The clock of a page that has just been opened; it does not tick while a test runs. */
export function Page({ children }: { children: ReactNode }) {
  return <NowProvider serverNow={testNow}>{children}</NowProvider>;
}

export function renderPage(children: ReactNode) {
  return render(children, { wrapper: Page });
}
