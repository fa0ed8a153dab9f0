import type { ReactNode } from "react";
import { ThemeToggle } from "@/components/ui/theme-toggle";
import type { Account } from "./account-items";
import { AccountMenu } from "./account-menu";
import { NavDrawer } from "./nav-drawer";
import { isCurrent, type NavItem } from "./navigation";

type TopBarProps = {
  items: readonly NavItem[];
  pathname: string;
  /** Instead of the name of the section. */
  breadcrumb: ReactNode;
  /** Before the theme: global search. */
  tools: ReactNode;
  account: Account;
  onSignOut: () => void;
};

/** Where one is, and what is reachable from everywhere. */
export function TopBar({ items, pathname, breadcrumb, tools, account, onSignOut }: TopBarProps) {
  const section = items.find((item) => isCurrent(item, pathname))?.label;
  return (
    <header className="sticky top-0 z-30 flex h-12 shrink-0 items-center gap-2 border-b bg-surface-raised px-4 md:px-6">
      <NavDrawer items={items} pathname={pathname} />
      <div className="min-w-0 flex-1 truncate text-sm">
        {breadcrumb ?? <span className="font-medium">{section}</span>}
      </div>
      <div className="flex items-center gap-1">
        {tools}
        <ThemeToggle />
        <AccountMenu account={account} onSignOut={onSignOut} />
      </div>
    </header>
  );
}
