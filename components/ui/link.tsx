import type { ComponentProps } from "react";
import { type ButtonLook, buttonStyles } from "./button-styles";
import { cn } from "./cn";
import { PageLink, type PageLinkProps } from "./page-link";

/** For a link that is no part of a sentence: high enough for a finger. */
const aloneStyles = "touch:inline-block touch:min-w-11 touch:leading-11";

const linkStyles = "rounded-sm underline decoration-transparent underline-offset-2 hover:decoration-current";

type Alone = {
  /** It stands by itself, not within a sentence. */
  alone?: boolean | undefined;
};

/** A link inside the console. Addresses are built by the caller, with every part encoded. */
export function Link({ className, alone = false, ...rest }: PageLinkProps & Alone) {
  return (
    <PageLink className={cn(linkStyles, "text-accent-text", alone && aloneStyles, className)} {...rest} />
  );
}

/** One in the colour of the text around it, or in another. */
export function PlainLink({ className, ...rest }: PageLinkProps) {
  return <PageLink className={cn(linkStyles, className)} {...rest} />;
}

/** A link that looks like a button: it leads somewhere instead of doing something. */
export function ButtonLink({ variant, size, className, ...rest }: PageLinkProps & ButtonLook) {
  return <PageLink className={cn(buttonStyles({ variant, size }), className)} {...rest} />;
}

/** A link to another site, in a new tab that learns nothing about this one. */
export function ExternalLink({
  href,
  className,
  alone = false,
  children,
  ...rest
}: Omit<ComponentProps<"a">, "href"> & { href: string } & Alone) {
  return (
    <a
      href={href}
      target="_blank"
      rel="noopener noreferrer"
      className={cn(
        "rounded-sm text-accent-text underline decoration-line-strong underline-offset-2 hover:decoration-current",
        alone && aloneStyles,
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
