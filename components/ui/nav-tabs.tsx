"use client";

import { usePathname } from "next/navigation";
import { cn } from "./cn";
import { PageLink } from "./page-link";

export type NavTab = { label: string; href: string; count?: number | undefined };

/** The parts of one thing, each with an address of its own: links that look like tabs. */
export function NavTabs({ label, tabs }: { label: string; tabs: readonly NavTab[] }) {
  const pathname = usePathname();
  return (
    <nav aria-label={label} className="-mb-px overflow-x-auto border-b">
      <ul className="flex gap-1">
        {tabs.map((tab) => {
          const current = pathname === tab.href;
          return (
            <li key={tab.href}>
              <PageLink
                href={tab.href}
                aria-current={current ? "page" : undefined}
                className={cn(
                  "flex h-10 items-center touch:h-11 gap-1.5 whitespace-nowrap border-b-2 px-2 text-sm -outline-offset-2",
                  current
                    ? "border-accent font-medium text-text"
                    : "border-transparent text-text-muted hover:border-line-strong hover:text-text",
                )}
              >
                {tab.label}
                {tab.count === undefined ? null : (
                  <span className="rounded-sm bg-surface-sunken px-1 text-text-muted text-xs">
                    {tab.count}
                  </span>
                )}
              </PageLink>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
