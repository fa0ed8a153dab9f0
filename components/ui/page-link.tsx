import type { Route } from "next";
import NextLink from "next/link";
import type { ComponentProps } from "react";

export type PageLinkProps = Omit<ComponentProps<typeof NextLink>, "href" | "prefetch"> & { href: string };

/**
 * A link inside the console, without a look of its own. Nothing is fetched ahead: every page is made when it is asked for,
 * so that would bring nothing but its outline, and ask the server twice for each link in sight.
 */
export function PageLink({ href, ...rest }: PageLinkProps) {
  return <NextLink href={href as Route} prefetch={false} {...rest} />;
}
