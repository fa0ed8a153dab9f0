import { cn } from "@/components/ui/cn";
import { PageLink } from "@/components/ui/page-link";
import { isCurrent, type NavItem, navIcons } from "./navigation";

type NavListProps = {
  items: readonly NavItem[];
  pathname: string;
  collapsed?: boolean | undefined;
  onNavigate?: (() => void) | undefined;
};

/** The sections of the console; in the sidebar and in the drawer. */
export function NavList({ items, pathname, collapsed = false, onNavigate }: NavListProps) {
  return (
    <nav aria-label="Main">
      <ul className="flex flex-col gap-0.5">
        {items.map((item) => (
          <li key={item.href}>
            <NavLink
              item={item}
              current={isCurrent(item, pathname)}
              collapsed={collapsed}
              onNavigate={onNavigate}
            />
          </li>
        ))}
      </ul>
    </nav>
  );
}

function NavLink({
  item,
  current,
  collapsed,
  onNavigate,
}: {
  item: NavItem;
  current: boolean;
  collapsed: boolean;
  onNavigate: (() => void) | undefined;
}) {
  const Icon = navIcons[item.icon];
  return (
    <PageLink
      href={item.href}
      title={collapsed ? item.label : undefined}
      aria-current={current ? "page" : undefined}
      {...(onNavigate === undefined ? {} : { onClick: onNavigate })}
      className={cn(
        "flex h-8 items-center gap-2.5 rounded-md px-2.5 text-base max-md:h-11 touch:h-11",
        current
          ? "bg-surface-sunken font-medium text-text"
          : "text-text-muted hover:bg-surface-hover hover:text-text",
      )}
    >
      <Icon aria-hidden="true" className={cn("size-4 shrink-0", current && "text-accent-text")} />
      <span className={cn("min-w-0 flex-1 truncate", collapsed && "sr-only")}>{item.label}</span>
      {item.attention === undefined || item.attention === 0 ? null : (
        <span className={cn("rounded-sm bg-warning-soft px-1 text-warning text-xs", collapsed && "sr-only")}>
          {item.attention}
          <span className="sr-only"> need attention</span>
        </span>
      )}
    </PageLink>
  );
}
