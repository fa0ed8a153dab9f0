import { X } from "lucide-react";
import { Dialog as RadixDialog } from "radix-ui";
import { Button } from "@/components/ui/button";
import { overlayStyles } from "@/components/ui/dialog-styles";
import { useFocusReturn } from "@/components/ui/use-focus-return";
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
  const focusReturn = useFocusReturn();
  return (
    <RadixDialog.Root open={open} onOpenChange={onOpenChange}>
      <RadixDialog.Portal>
        <RadixDialog.Overlay className={overlayStyles} />
        <RadixDialog.Content
          {...focusReturn}
          aria-describedby={undefined}
          className="fixed inset-y-0 left-0 z-50 flex w-72 max-w-[calc(100vw-3rem)] flex-col border-r bg-surface-raised shadow-floating outline-none data-[state=open]:animate-slide-in"
        >
          <RadixDialog.Title className="sr-only">Navigation</RadixDialog.Title>
          <div className="flex h-12 items-center justify-between border-b pr-2 pl-4">
            <Brand />
            <RadixDialog.Close asChild>
              <Button variant="ghost" size="icon" aria-label="Close navigation">
                <X aria-hidden="true" />
              </Button>
            </RadixDialog.Close>
          </div>
          <div className="overflow-y-auto p-2">
            <NavList items={items} pathname={pathname} onNavigate={() => onOpenChange(false)} />
          </div>
        </RadixDialog.Content>
      </RadixDialog.Portal>
    </RadixDialog.Root>
  );
}
