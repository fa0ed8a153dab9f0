import type { ComponentProps } from "react";

export type PageLinkProps = ComponentProps<"a"> & { href: string };

/**
 * A link inside the console, without a look of its own. What it leads to comes into the page that is there
 * (components/providers/follow-links.tsx). It is not Next's link, which is there to fetch pages ahead: every page is made
 * when it is asked for, so that would bring nothing but its outline, and ask the server twice for each link in sight.
 */
export function PageLink(props: PageLinkProps) {
  return <a data-page-link="" {...props} />;
}
