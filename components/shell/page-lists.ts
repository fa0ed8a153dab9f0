import { type PageActionIcon, type PagePattern, pages } from "@/lib/client/pages";
import { addressOf } from "@/lib/client/paths";
import { covers, type Role } from "@/lib/contracts/roles";
import type { NavItem } from "./navigation";

/** A page that the palette offers as something to do. */
export interface PageAction {
  readonly label: string;
  readonly href: string;
  readonly icon: PageActionIcon;
  /** Other words for it that somebody may type. */
  readonly words: string;
}

/** Every pattern of {@link pages}, in their order. */
export const pagePatterns = Object.keys(pages).filter((pattern): pattern is PagePattern => pattern in pages);

const permitted = (role: Role) =>
  pagePatterns
    .map((pattern) => ({ pattern, ...pages[pattern] }))
    .filter((page) => covers(role, page.role ?? "viewer"));

/** What stands in the navigation for whoever has this role. */
export const sectionsFor = (role: Role): readonly NavItem[] =>
  permitted(role).flatMap(({ pattern, title, section }) =>
    section ? [{ label: section.label ?? title, href: pattern, icon: section.icon }] : [],
  );

/** The pages that the palette offers them as something to do. */
export const pageActionsFor = (role: Role): readonly PageAction[] =>
  permitted(role).flatMap(({ pattern, title, action }) =>
    action ? [{ label: title, href: pattern, ...action }] : [],
  );

/** The tabs of a page, itself the first, for whoever has this role; `parameters` are those of its own address. */
export const tabsFor = (
  role: Role,
  above: PagePattern,
  parameters: Readonly<Record<string, string>> = {},
): readonly { readonly label: string; readonly href: string }[] =>
  permitted(role).flatMap(({ pattern, tab }) =>
    tab !== undefined && (pattern === above || pattern.startsWith(`${above}/`))
      ? [{ label: tab, href: addressOf(pattern, parameters) }]
      : [],
  );
