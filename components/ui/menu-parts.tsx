"use client";

import { Check, ChevronRight } from "lucide-react";
import { DropdownMenu as RadixMenu } from "radix-ui";
import { type ComponentProps, type ReactNode, type Ref, useCallback, useLayoutEffect } from "react";
import { cn } from "./cn";
import { floatingStyles, menuItemStyles } from "./floating-styles";

/** What a menu hangs on, and what gets the focus when it closes: a button, or a point. */
export type MenuAnchor = Pick<HTMLElement, "getBoundingClientRect" | "focus">;

export type MenuProps = {
  /** Of the menu itself; the button names it by `aria-controls`. */
  id: string;
  labelledBy?: string | undefined;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  anchor: MenuAnchor | null;
  /** It was opened before this code was there: then nobody has seen that it was by a key. */
  openedByKey?: boolean | undefined;
  side?: "bottom" | "right" | undefined;
  align?: "start" | "end" | undefined;
  sideOffset?: number | undefined;
  /** Its least width, and its greatest height, as classes. */
  width?: string | undefined;
  height?: string | undefined;
  children: ReactNode;
};

/** A menu whose trigger stands elsewhere: it is on the page before the code of menus is. */
export function Menu({ id, labelledBy, open, onOpenChange, anchor, openedByKey, ...rest }: MenuProps) {
  const { side = "bottom", align = "end", sideOffset = 4, children } = rest;
  const { width = "min-w-44", height = "max-h-(--radix-dropdown-menu-content-available-height)" } = rest;
  const focusFirst = useCallback(
    (content: HTMLElement | null) => {
      if (!content || !openedByKey) return;
      requestAnimationFrame(() =>
        content.querySelector<HTMLElement>('[role^="menuitem"]:not([data-disabled])')?.focus(),
      );
    },
    [openedByKey],
  );
  return (
    <RadixMenu.Root open={open} onOpenChange={onOpenChange} modal={false}>
      <RadixMenu.Trigger asChild>
        <Anchor anchor={anchor} />
      </RadixMenu.Trigger>
      <RadixMenu.Portal>
        <RadixMenu.Content
          ref={focusFirst}
          id={id}
          aria-labelledby={labelledBy}
          side={side}
          align={align}
          sideOffset={sideOffset}
          collisionPadding={8}
          className={cn(floatingStyles, "max-w-80", width, height)}
        >
          {children}
        </RadixMenu.Content>
      </RadixMenu.Portal>
    </RadixMenu.Root>
  );
}

/** Stands for the trigger where Radix wants to have one inside: hands it what the menu hangs on. */
function Anchor({ anchor, ref }: { anchor: MenuAnchor | null; ref?: Ref<MenuAnchor> }) {
  useLayoutEffect(() => {
    if (typeof ref === "function") ref(anchor);
    else if (ref) ref.current = anchor;
  });
  return null;
}

export function MenuItem({
  tone,
  className,
  ...rest
}: ComponentProps<typeof RadixMenu.Item> & { tone?: "danger" | undefined }) {
  return (
    <RadixMenu.Item {...rest} className={cn(menuItemStyles, tone === "danger" && "text-danger", className)} />
  );
}

export function MenuCheckboxItem({
  className,
  children,
  ...rest
}: ComponentProps<typeof RadixMenu.CheckboxItem>) {
  return (
    <RadixMenu.CheckboxItem
      onSelect={(event) => event.preventDefault()}
      {...rest}
      className={cn(menuItemStyles, "group", className)}
    >
      <span
        aria-hidden="true"
        className="grid size-4 shrink-0 place-items-center rounded-sm border border-line-control text-on-accent group-data-[state=checked]:border-accent group-data-[state=checked]:bg-accent"
      >
        <RadixMenu.ItemIndicator>
          <Check strokeWidth={3} className="size-3!" />
        </RadixMenu.ItemIndicator>
      </span>
      {children}
    </RadixMenu.CheckboxItem>
  );
}

export function MenuSub({
  label,
  count = 0,
  children,
}: {
  label: ReactNode;
  /** How many are chosen in it. */
  count?: number | undefined;
  children: ReactNode;
}) {
  return (
    <RadixMenu.Sub>
      <RadixMenu.SubTrigger className={cn(menuItemStyles, "data-[state=open]:bg-surface-sunken")}>
        <span className="flex flex-1 items-center gap-2">{label}</span>
        {count === 0 ? null : (
          <span className="rounded-sm bg-accent-soft px-1 font-medium text-accent-text text-xs">{count}</span>
        )}
        <ChevronRight aria-hidden="true" className="text-text-faint" />
      </RadixMenu.SubTrigger>
      <RadixMenu.Portal>
        <RadixMenu.SubContent
          sideOffset={4}
          collisionPadding={8}
          className={cn(floatingStyles, "max-h-80 min-w-44 max-w-80")}
        >
          {children}
        </RadixMenu.SubContent>
      </RadixMenu.Portal>
    </RadixMenu.Sub>
  );
}

export function MenuRadioItem({ className, children, ...rest }: ComponentProps<typeof RadixMenu.RadioItem>) {
  return (
    <RadixMenu.RadioItem {...rest} className={cn(menuItemStyles, "pr-8", className)}>
      {children}
      <RadixMenu.ItemIndicator className="absolute right-2">
        <Check aria-hidden="true" className="text-accent-text" />
      </RadixMenu.ItemIndicator>
    </RadixMenu.RadioItem>
  );
}

export function MenuRadioGroup(props: ComponentProps<typeof RadixMenu.RadioGroup>) {
  return <RadixMenu.RadioGroup {...props} />;
}

export function MenuLabel({ className, ...rest }: ComponentProps<typeof RadixMenu.Label>) {
  return (
    <RadixMenu.Label
      {...rest}
      className={cn("px-2 pt-1.5 pb-1 font-medium text-text-faint text-xs", className)}
    />
  );
}

export function MenuSeparator() {
  return <RadixMenu.Separator className="-mx-1 my-1 h-px bg-line" />;
}
