import {
  Building2,
  KeyRound,
  LayoutDashboard,
  type LucideIcon,
  ScrollText,
  Settings,
  ShieldX,
  Vault,
} from "lucide-react";
import type { SectionIcon } from "@/lib/client/pages";

export type NavItem = {
  label: string;
  href: string;
  icon: SectionIcon;
  /** Something waits there, for example the number of failing credentials; said as "3 need attention". */
  attention?: number | undefined;
};

// Icons by name, because a server component cannot hand components to a client one.
export const navIcons: Record<SectionIcon, LucideIcon> = {
  overview: LayoutDashboard,
  tenants: Building2,
  tokens: KeyRound,
  revocations: ShieldX,
  credentials: Vault,
  activity: ScrollText,
  settings: Settings,
};

/** Whether an item is where the person is: its own page or one below it. "/" is only itself. */
export function isCurrent(item: Pick<NavItem, "href">, pathname: string): boolean {
  if (item.href === "/") return pathname === "/";
  return pathname === item.href || pathname.startsWith(`${item.href}/`);
}
