import type { ComponentProps } from "react";
import { type ButtonLook, buttonStyles } from "./button-styles";
import { cn } from "./cn";
import { PageLink, type PageLinkProps } from "./page-link";

/** A link inside the console. Addresses are built by the caller, with every part encoded. */
export function Link({ className, ...rest }: PageLinkProps) {
  return (
    <PageLink
      className={cn(
        "rounded-sm text-accent-text underline decoration-transparent underline-offset-2 hover:decoration-current",
        className,
      )}
      {...rest}
    />
  );
}

/** A link that looks like a button: it leads somewhere instead of doing something. */
export function ButtonLink({ variant, size, className, ...rest }: PageLinkProps & ButtonLook) {
  return <PageLink className={cn(buttonStyles({ variant, size }), className)} {...rest} />;
}

/** A link to another site, in a new tab that learns nothing about this one. */
export function ExternalLink({
  href,
  className,
  children,
  ...rest
}: Omit<ComponentProps<"a">, "href"> & { href: string }) {
  return (
    <a
      href={href}
      target="_blank"
      rel="noopener noreferrer"
      className={cn(
        "rounded-sm text-accent-text underline decoration-line-strong underline-offset-2 hover:decoration-current",
        className,
      )}
      {...rest}
    >
      {children}
      <span aria-hidden="true" className="ml-0.5">
        ↗
      </span>
      <span className="sr-only"> (opens in a new tab)</span>
    </a>
  );
}
