import { PanelLeftClose, PanelLeftOpen } from "lucide-react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Brand } from "./brand";
import { NavList } from "./nav-list";
import type { NavItem } from "./navigation";

type SidebarProps = {
  items: readonly NavItem[];
  pathname: string;
  collapsed: boolean;
  onCollapsedChange: (collapsed: boolean) => void;
};

/** The left edge of the console on everything wider than a phone. */
export function Sidebar({ items, pathname, collapsed, onCollapsedChange }: SidebarProps) {
  const Icon = collapsed ? PanelLeftOpen : PanelLeftClose;
  return (
    <aside
      aria-label="Sidebar"
      className={cn(
        "sticky top-0 hidden h-dvh shrink-0 flex-col border-r bg-surface-raised md:flex",
        collapsed ? "w-14" : "w-56",
      )}
    >
      <div className={cn("flex h-12 items-center border-b", collapsed ? "justify-center" : "px-4")}>
        <Brand compact={collapsed} />
      </div>
      <div className="flex-1 overflow-y-auto p-2">
        <NavList items={items} pathname={pathname} collapsed={collapsed} />
      </div>
      <div className={cn("flex border-t p-2", collapsed ? "justify-center" : "justify-end")}>
        <Button
          variant="ghost"
          size="icon"
          aria-label={collapsed ? "Expand sidebar" : "Collapse sidebar"}
          aria-expanded={!collapsed}
          onClick={() => onCollapsedChange(!collapsed)}
        >
          <Icon aria-hidden="true" />
        </Button>
      </div>
    </aside>
  );
}
