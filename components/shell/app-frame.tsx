"use client";

import { usePathname } from "next/navigation";
import { type ReactNode, useState } from "react";
import { Announce } from "@/components/ui/announce";
import type { Account } from "./account-items";
import type { NavItem } from "./navigation";
import { Sidebar } from "./sidebar";
import { SkipLink } from "./skip-link";
import { TopBar } from "./top-bar";
import { useNewPage } from "./use-new-page";

type AppFrameProps = {
  items: readonly NavItem[];
  account: Account;
  onSignOut: () => void;
  /** `Banner`s: what must not be missed on any page. */
  banners?: ReactNode;
  breadcrumb?: ReactNode;
  tools?: ReactNode;
  /** Known to the server (a cookie), so that nothing jumps when the page wakes up. */
  defaultCollapsed?: boolean | undefined;
  onCollapsedChange?: ((collapsed: boolean) => void) | undefined;
  children: ReactNode;
};

/** The frame around every page of somebody who is signed in. */
export function AppFrame({
  items,
  account,
  onSignOut,
  banners,
  breadcrumb,
  tools,
  defaultCollapsed = false,
  onCollapsedChange,
  children,
}: AppFrameProps) {
  const pathname = usePathname() ?? "/";
  const title = useNewPage(pathname);
  const [collapsed, setCollapsed] = useState(defaultCollapsed);
  function changeCollapsed(next: boolean) {
    setCollapsed(next);
    onCollapsedChange?.(next);
  }
  return (
    // A page whose table stands straight in <main> does not scroll as a whole: its table does.
    <div className="flex min-h-dvh sm:has-[main>[data-table-root]]:h-dvh">
      <SkipLink />
      <Announce>{title}</Announce>
      <Sidebar items={items} pathname={pathname} collapsed={collapsed} onCollapsedChange={changeCollapsed} />
      <div className="flex min-h-0 min-w-0 flex-1 flex-col">
        <section aria-label="Important notices" className="empty:hidden">
          {banners}
        </section>
        <TopBar
          items={items}
          pathname={pathname}
          breadcrumb={breadcrumb}
          tools={tools}
          account={account}
          onSignOut={onSignOut}
        />
        <main
          id="main"
          tabIndex={-1}
          className="flex w-full flex-1 flex-col gap-5 px-4 py-5 outline-none sm:has-[>[data-table-root]]:min-h-0 sm:has-[>[data-table-root]]:overflow-y-auto md:px-6 md:py-6"
        >
          {children}
        </main>
      </div>
    </div>
  );
}
