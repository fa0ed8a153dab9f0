import { ChevronRight } from "lucide-react";
import { BidiText } from "./bidi-text";
import { cn } from "./cn";
import { PlainLink } from "./link";

export type Crumb = { label: string; href?: string | undefined };

/**
 * The way from the top to here. The last one, without an address, is this page: it gives way first, and on a phone
 * the title alone says it.
 */
export function Breadcrumbs({ crumbs }: { crumbs: readonly Crumb[] }) {
  return (
    <nav aria-label="Breadcrumb" className="min-w-0">
      <ol className="flex min-w-0 items-center gap-1 text-sm text-text-muted">
        {crumbs.map((crumb, index) => (
          <li
            key={`${crumb.href ?? ""} ${crumb.label}`}
            className={cn(
              "flex min-w-0 items-center gap-1",
              crumb.href === undefined && "shrink-[999] max-sm:hidden",
            )}
          >
            {index === 0 ? null : (
              <ChevronRight aria-hidden="true" className="size-3.5 shrink-0 text-text-faint" />
            )}
            {crumb.href === undefined ? (
              <span aria-current="page" className="min-w-0 text-text">
                <BidiText>{crumb.label}</BidiText>
              </span>
            ) : (
              <PlainLink
                href={crumb.href}
                className="min-w-0 text-text-muted hover:text-text touch:min-w-11 touch:leading-11"
              >
                <BidiText>{crumb.label}</BidiText>
              </PlainLink>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}
