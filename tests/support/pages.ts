import { pagePatterns } from "@/components/shell/page-lists";
import { type Page, type PagePattern, pages } from "@/lib/client/pages";

/** A page with an address that can be opened. */
export type PageAddress = Page & { readonly pattern: PagePattern; readonly address: string };

/** What its parameter may be where the console, and not Qlik, says what there is. */
const OWN_PARAMETERS = { by: "people" };

/** Every page, with ids that lead nowhere. */
export const allPages: readonly PageAddress[] = pagePatterns.map((pattern) => ({
  ...pages[pattern],
  pattern,
  address: pattern.replace(/\[\w+\]/g, "some-id"),
}));

/** The pages that open only with a session. */
export const guardedPages: readonly PageAddress[] = allPages.filter(({ open }) => !open);

/**
 * The console's pages with ids that lead somewhere. Those for which `parameters` holds no id are left out: a revocation,
 * and connections that were begun, have to be made first.
 */
export const pagesWith = (parameters: Readonly<Record<string, string>>): readonly PageAddress[] => {
  const known = new Map(Object.entries({ ...OWN_PARAMETERS, ...parameters }));
  return allPages
    .filter(({ kind }) => kind !== "entrance")
    .map((page) => ({
      ...page,
      address: page.pattern.replace(/\[(\w+)\]/g, (whole, name: string) => known.get(name) ?? whole),
    }))
    .filter(({ address }) => !address.includes("["));
};

/** The first page of its kind: what is looked at with every change, where the others are at night. */
export const isFirstOfItsKind = ({ pattern, kind }: Pick<PageAddress, "pattern" | "kind">): boolean =>
  allPages.find((page) => page.kind === kind)?.pattern === pattern;
