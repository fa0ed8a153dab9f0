import { Menu } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { late } from "@/components/ui/late";
import { useWanted } from "@/components/ui/use-wanted";
import type { NavItem } from "./navigation";

const drawer = late(() => import("./nav-drawer-panel"));

/** The navigation on a phone: a button in the top bar, and a drawer from the left. */
export function NavDrawer({ items, pathname }: { items: readonly NavItem[]; pathname: string }) {
  const [open, setOpen] = useState(false);
  const loaded = useWanted(drawer, open, () => setOpen(false));
  return (
    <>
      <Button
        variant="ghost"
        size="icon"
        aria-label="Open navigation"
        aria-haspopup="dialog"
        aria-expanded={open}
        className="-ml-2 md:hidden"
        onPointerEnter={drawer.prepare}
        onFocus={drawer.prepare}
        onClick={() => setOpen(true)}
      >
        <Menu aria-hidden="true" />
      </Button>
      {loaded ? (
        <loaded.NavDrawerPanel items={items} pathname={pathname} open={open} onOpenChange={setOpen} />
      ) : null}
    </>
  );
}
