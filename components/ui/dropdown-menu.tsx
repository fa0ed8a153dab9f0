"use client";

import { Check, ChevronRight } from "lucide-react";
import { DropdownMenu as RadixMenu } from "radix-ui";
import type { ComponentProps, ReactNode } from "react";
import { cn } from "./cn";
import { floatingStyles, menuItemStyles } from "./floating-styles";

/** A button that opens a menu: `<DropdownMenu trigger={<Button>More</Button>}>…items…</DropdownMenu>`. */
export function DropdownMenu({
  trigger,
  align = "end",
  className,
  children,
}: {
  trigger: ReactNode;
  align?: "start" | "end" | undefined;
  className?: string | undefined;
  children: ReactNode;
}) {
  return (
    <RadixMenu.Root modal={false}>
      <RadixMenu.Trigger asChild>{trigger}</RadixMenu.Trigger>
      <RadixMenu.Portal>
        <RadixMenu.Content
          align={align}
          sideOffset={4}
          collisionPadding={8}
          className={cn(
            floatingStyles,
            "max-h-(--radix-dropdown-menu-content-available-height) min-w-44 max-w-80",
            className,
          )}
        >
          {children}
        </RadixMenu.Content>
      </RadixMenu.Portal>
    </RadixMenu.Root>
  );
}

/** Something to do. */
export function MenuItem({
  tone,
  className,
  ...rest
}: ComponentProps<typeof RadixMenu.Item> & { tone?: "danger" | undefined }) {
  return (
    <RadixMenu.Item
      {...rest}
      className={cn(
        menuItemStyles,
        tone === "danger" && "text-danger data-[highlighted]:text-danger",
        className,
      )}
    />
  );
}

/** Something to switch on or off; the menu stays open for the next one. */
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

/** A menu within a menu. */
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

/** One of several, inside MenuRadioGroup. */
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
