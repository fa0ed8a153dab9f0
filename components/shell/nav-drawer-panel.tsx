import { DialogClose, DialogTitle, DialogWindow } from "@/components/ui/dialog-window";
import { Brand } from "./brand";
import { NavList } from "./nav-list";
import type { NavItem } from "./navigation";

/** The drawer itself. */
export function NavDrawerPanel({
  items,
  pathname,
  open,
  onOpenChange,
}: {
  items: readonly NavItem[];
  pathname: string;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}) {
  return (
    <DialogWindow
      open={open}
      onOpenChange={onOpenChange}
      className="fixed inset-y-0 left-0 z-50 flex w-72 max-w-[calc(100vw-3rem)] flex-col border-r bg-surface-raised shadow-floating outline-none data-[state=open]:animate-slide-in"
    >
      <DialogTitle className="sr-only">Navigation</DialogTitle>
      <div className="flex h-12 items-center justify-between border-b pr-2 pl-4">
        <Brand />
        <DialogClose label="Close navigation" />
      </div>
      <div className="overflow-y-auto p-2">
        <NavList items={items} pathname={pathname} onNavigate={() => onOpenChange(false)} />
      </div>
    </DialogWindow>
  );
}
