"use client";

import { Check, ChevronDown } from "lucide-react";
import { Select as RadixSelect } from "radix-ui";
import { cn } from "./cn";
import { controlStyles } from "./control-styles";
import type { FieldControl } from "./field";
import { floatingStyles, menuItemStyles } from "./floating-styles";

export type SelectOption = { value: string; label: string; disabled?: boolean | undefined };

type SelectProps = Partial<FieldControl> & {
  options: readonly SelectOption[];
  value: string;
  onValueChange: (value: string) => void;
  placeholder?: string | undefined;
  disabled?: boolean | undefined;
  name?: string | undefined;
  className?: string | undefined;
  "aria-label"?: string;
};

/** One of a few options. The value "" means that none is chosen yet. */
export function Select({ options, value, onValueChange, placeholder = "Choose…", ...rest }: SelectProps) {
  const { disabled = false, name, className, ...control } = rest;
  return (
    <RadixSelect.Root
      value={value}
      onValueChange={onValueChange}
      disabled={disabled}
      {...(name === undefined ? {} : { name })}
    >
      <RadixSelect.Trigger
        {...control}
        className={cn(
          controlStyles,
          "inline-flex h-9 items-center text-base touch:h-11 justify-between gap-2 text-left data-[placeholder]:text-text-faint",
          className,
        )}
      >
        <span className="min-w-0 truncate">
          <RadixSelect.Value placeholder={placeholder} />
        </span>
        <ChevronDown aria-hidden="true" className="size-4 shrink-0 text-text-faint" />
      </RadixSelect.Trigger>
      <RadixSelect.Portal>
        <RadixSelect.Content
          position="popper"
          sideOffset={4}
          className={cn(
            floatingStyles,
            "max-h-[min(20rem,var(--radix-select-content-available-height))] min-w-(--radix-select-trigger-width)",
          )}
        >
          <RadixSelect.Viewport>
            {options.map((option) => (
              <RadixSelect.Item
                key={option.value}
                value={option.value}
                disabled={option.disabled ?? false}
                className={cn(menuItemStyles, "pr-8")}
              >
                <RadixSelect.ItemText>{option.label}</RadixSelect.ItemText>
                <RadixSelect.ItemIndicator className="absolute right-2">
                  <Check aria-hidden="true" className="size-4 text-accent-text" />
                </RadixSelect.ItemIndicator>
              </RadixSelect.Item>
            ))}
          </RadixSelect.Viewport>
        </RadixSelect.Content>
      </RadixSelect.Portal>
    </RadixSelect.Root>
  );
}
